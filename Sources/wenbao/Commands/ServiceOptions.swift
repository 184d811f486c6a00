import ArgumentParser
import TLS

/// Which running service a command asks.
struct ServiceOptions: ParsableArguments {
  @Argument(help: "Where to ask; without it, where the settings say that the service listens.")
  var url: String?

  @Option(help: "The service's settings file.")
  var config: String?

  @Option(help: "For HTTPS: who vouches for the service, as PEM. Needed off loopback.")
  var ca: String?

  @Option(help: "For HTTPS with --ca: the name that its certificate is for.")
  var name: String?

  @Option(help: "For HTTPS: a client's certificate to show, as PEM.")
  var certificate: String?

  @Option(help: "The key of that certificate, as PEM.")
  var key: String?

  @Option(help: "How long to wait for an answer, in seconds.")
  var seconds = Question.usualSeconds

  func validate() throws {
    guard (1...Question.secondsMax).contains(seconds) else {
      throw ValidationError("--seconds must be from 1 to \(Question.secondsMax)")
    }
    do {
      _ = try url.map(ServicePlace.parse)
    } catch {
      throw ValidationError("\(error)")
    }
    if (certificate == nil) != (key == nil) {
      throw ValidationError("--certificate and --key go together")
    }
  }

  /// Where to ask, and the path that the address names, if any.
  ///
  /// Faults of the settings are passed over: the service may run under those of before. A file that
  /// cannot be read says nothing of it.
  func place() throws -> (place: ServicePlace, path: String?) {
    if let url { return try ServicePlace.parse(url) }
    do {
      if let config { _ = try Input.bytes(of: config, bytesMax: 1) }
    } catch let ending as Ending {
      throw Ending(code: .badPolicy, message: ending.message)
    }
    do {
      return (try ServicePlace(SettingsSource(file: config).read().settings), nil)
    } catch let failure as ServicePlace.Failure {
      throw Ending(code: .notWell, message: "\(failure)")
    }
  }

  /// Asks once.
  ///
  /// On loopback a service is trusted for being there, as it is over plain HTTP.
  ///
  /// - Throws: an `Ending` where there is no answer.
  func answer(to question: Question, at place: ServicePlace) throws -> Question.Answer {
    if place.speaksTLS && ca == nil && !place.address.isLoopback {
      throw Ending(code: .usage, message: "\(place): HTTPS off loopback needs --ca")
    }
    var tls = TLSClientSettings(serverName: name ?? place.name, authorities: ca)
    if let certificate, let key {
      tls.certificate = CertificateFiles(certificate: certificate, key: key)
    }
    do {
      return try question.ask(place, tls, within: .seconds(seconds))
    } catch {
      throw Ending(code: .notWell, message: "\(place)\(question.path): \(error)")
    }
  }
}
