import ArgumentParser

/// Which running service a command asks.
struct ServiceOptions: ParsableArguments {
  @Argument(help: "Where to ask; without it, where the settings say that the service listens.")
  var url: String?

  @Option(help: "The service's settings file.")
  var config: String?

  func validate() throws {
    do {
      _ = try url.map(ServicePlace.parse)
    } catch {
      throw ValidationError("\(error)")
    }
  }

  /// Where to ask, and the path that the address names, if any.
  ///
  /// Faults of the settings are passed over: the service may run under those of before.
  func place() throws -> (place: ServicePlace, path: String?) {
    if let url { return try ServicePlace.parse(url) }
    do {
      return (try ServicePlace(SettingsSource(file: config).read().settings), nil)
    } catch let failure as ServicePlace.Failure {
      throw Ending(code: .notWell, message: "\(failure)")
    }
  }

  /// Asks once.
  ///
  /// - Throws: an `Ending` where there is no answer.
  func answer(to question: Question, at place: ServicePlace) throws -> Question.Answer {
    do {
      return try question.ask(place)
    } catch {
      throw Ending(code: .notWell, message: "\(place)\(question.path): \(error)")
    }
  }
}
