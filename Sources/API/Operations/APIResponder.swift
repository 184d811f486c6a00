public import HTTP
import Insurance
import JSON

/// Answers the requests of one event loop: the contract over HTTP.
public final class APIResponder: Responder {
  /// Which paths a responder answers at all.
  public enum Face: Sendable {
    /// All.
    case whole
    /// All but those for operators, which have a listener of their own.
    case business
    /// Those for operators, and those for everyone.
    case operations
  }

  private let service: Service
  private let face: Face
  private let isLocal: Bool
  private let metrics: LoopMetrics
  private let observers: [any AnswerObserver]
  private let decisions: DecisionRecorder?
  private var calculator: Calculator
  private var callers: SlotReader<Callers?>
  /// The head found right last, which the next one most often repeats.
  private var accepted = AcceptedHead()
  /// The language of the request being answered.
  private var language = Language.chinese
  /// When the request begun last was, in nanoseconds.
  private var beginning: UInt64 = 0
  /// Whose request that is.
  private var caller = CallerLabel.anonymous

  /// A responder for one event loop.
  ///
  /// - Parameters:
  ///   - isLocal: whether this machine alone reaches it.
  ///   - observers: are told of every answer, on that loop.
  public convenience init(
    _ service: Service, face: Face = .whole, isLocal: Bool = false,
    observers: [any AnswerObserver] = []
  ) {
    let metrics = service.makeLoopMetrics()
    let decisions = face == .operations ? nil : service.makeDecisionRecorder?()
    let calculator = Calculator(service.policy, metrics: metrics, decisions: decisions)
    self.init(
      service, metrics, calculator, decisions: decisions, face: face, isLocal: isLocal,
      observers: observers)
  }

  /// A responder that answers with a calculator of its own.
  init(
    _ service: Service, _ metrics: LoopMetrics, _ calculator: consuming Calculator,
    decisions: DecisionRecorder? = nil, face: Face = .whole, isLocal: Bool = false,
    observers: [any AnswerObserver] = []
  ) {
    self.service = service
    self.observers = observers
    self.face = face
    self.isLocal = isLocal
    self.metrics = metrics
    self.decisions = decisions
    self.calculator = calculator
    callers = SlotReader(service.callers)
  }

  /// Refuses at once what no content can make right: 401, 403, 404, 405, 406, 411, 415, 429.
  public func begin(_ head: borrowing RequestHead, into response: inout Response) -> BodyHandling {
    beginning = service.surroundings.nanoseconds()
    let handling = decide(head, into: &response)
    if case .refuse = handling {
      conclude(head, of: resource(of: head), response, bytesReceived: 0, since: beginning)
    }
    return handling
  }

  /// Answers a request whose head was found right.
  public func respond(to request: borrowing Request, into response: inout Response) {
    let start = request.cameWhole ? beginning : service.surroundings.nanoseconds()
    caller = (request.permit as? Visit).map { .caller($0.account) } ?? .anonymous
    let isAccepted = accepted.isOf(request.head)
    let resource = isAccepted ? accepted.resource : resource(of: request.head)
    language = isAccepted ? accepted.language : request.head.language
    answer(request, for: resource, into: &response)
    conclude(
      request.head, of: resource, response, bytesReceived: request.body.count, since: start)
  }

  /// Words a violated rule of HTTP as a problem.
  public func refuse(_ error: ProtocolError, into response: inout Response) {
    let start = service.surroundings.nanoseconds()
    language = .chinese
    caller = .anonymous
    refuse(Problem(error), into: &response)
    let duration = count(nil, response, since: start)
    tell {
      AnsweredRequest(
        identity: response.identity, method: nil, path: nil, caller: nil,
        status: response.status, violation: error.code, bytesReceived: 0,
        bytesSent: response.body.count, nanoseconds: duration)
    }
  }

  /// Counts an answer to a request that could be read, and tells of it.
  private func conclude(
    _ head: borrowing RequestHead, of resource: Resource?, _ response: borrowing Response,
    bytesReceived: Int, since start: UInt64
  ) {
    let duration = count(resource, response, since: start)
    let method = head.method
    tell {
      AnsweredRequest(
        identity: response.identity, method: method, path: resource?.rawValue,
        caller: caller.name, status: response.status, violation: nil,
        bytesReceived: bytesReceived,
        bytesSent: response.preparedBody?.bytes.count ?? response.body.count, nanoseconds: duration)
    }
  }

  private func tell(_ answer: () -> AnsweredRequest) {
    if observers.isEmpty { return }
    let answer = answer()
    for observer in observers { observer.observe(answer) }
  }

  /// Counts an answer; returns how long it took, in nanoseconds.
  private func count(
    _ resource: Resource?, _ response: borrowing Response, since start: UInt64
  ) -> UInt64 {
    let duration = service.surroundings.nanoseconds() &- start
    metrics.count(resource, response.status, of: caller)
    metrics.count(resource, nanoseconds: Int(duration))
    return duration
  }

  private func decide(_ head: borrowing RequestHead, into response: inout Response) -> BodyHandling
  {
    caller = .anonymous
    if accepted.isOf(head), let resource = accepted.resource {
      language = accepted.language
      return collect(head, for: resource, isAccepted: true, into: &response)
    }
    language = head.language
    if head.targetForm == .asterisk {
      response.status = .noContent
      response.addField("Allow", "GET, HEAD, POST, OPTIONS")
      return .refuse
    }
    guard let resource = resource(of: head) else {
      refuse(Problem(.notFound, detail: Detail.paths.words), into: &response)
      return .refuse
    }
    if head.method == .options || !resource.has(head.method) {
      response.addField("Allow", resource.allow)
      if head.method == .options {
        response.status = .noContent
      } else {
        refuse(Problem(.methodNotAllowed, detail: Detail.allowed(resource).words), into: &response)
      }
      return .refuse
    }
    return collect(head, for: resource, isAccepted: false, into: &response)
  }

  /// Lets a request in whose path and method are right, and looks at the rest of its head unless
  /// one of the same octets has been found right.
  private func collect(
    _ head: borrowing RequestHead, for resource: Resource, isAccepted: Bool,
    into response: inout Response
  ) -> BodyHandling {
    do throws(Refusal) {
      let visit = try admit(head, to: resource)
      if !isAccepted {
        if let problem = problem(with: head, for: resource, &response) {
          refuse(problem, into: &response)
          return .refuse
        }
        if resource == .batch { return batch(visit, into: &response) }
        if resource.calculation != nil { accepted.remember(head, resource, language) }
      }
      return .collect(bytesMax: RequestLimits.bodyBytesMax, permit: visit)
    } catch {
      caller = error.label
      error.addFields(to: &response)
      refuse(error.problem, into: &response)
      return .refuse
    }
  }

  /// The resource at the path of a head, if this responder has it.
  private func resource(of head: borrowing RequestHead) -> Resource? {
    guard let resource = Resource(path: head.path) else { return nil }
    let isHere =
      switch face {
      case .whole: true
      case .business: !resource.isForOperators
      case .operations: resource.scope == nil || resource.isForOperators
      }
    return isHere ? resource : nil
  }

  /// Lets a request in; nil for one that is let in without being asked whose it is.
  private func admit(
    _ head: borrowing RequestHead, to resource: Resource
  ) throws(Refusal) -> Visit? {
    guard let scope = resource.scope, let callers = callers.newest() else { return nil }
    let visit = try callers.admit(
      head, for: scope, at: service.surroundings.nanoseconds(), today: service.surroundings.today)
    caller = .caller(visit.account)
    return visit
  }

  private func answer(
    _ request: borrowing Request, for resource: Resource?, into response: inout Response
  ) {
    guard let resource else {
      return refuse(Problem(.notFound, detail: Detail.paths.words), into: &response)
    }
    if let calculation = resource.calculation {
      let problem = calculator.answer(
        calculation, request.body, in: language,
        of: decisions == nil ? nil : response.identity, into: &response.body)
      return finish(problem, &response)
    }
    switch resource {
    case .policy: policy(request.head, into: &response)
    case .health: health(into: &response)
    case .readiness: readiness(into: &response)
    case .version: version(into: &response)
    case .metrics:
      response.contentType = MediaType.prometheus
      response.body.append(contentsOf: service.metricsText().utf8)
    case .reload: reload(request, into: &response)
    case .openAPI: openAPI(request.head, into: &response)
    case .settlements, .batch, .coverage, .contributions, .maternityAllowances:
      preconditionFailure("a calculation is answered above")
    }
  }

  /// What is wrong with a request by its head alone, when its path and method are right.
  private func problem(
    with head: borrowing RequestHead, for resource: Resource, _ response: inout Response
  ) -> Problem? {
    if head.preferredMediaType(among: resource.mediaTypes) == nil {
      return Problem(.notAcceptable, detail: Detail.offered(resource.mediaTypes).words)
    }
    guard head.method == .post else { return nil }
    if resource == .reload, let detail = reasonNotToReload(head) {
      return Problem(.forbidden, detail: detail.words)
    }
    guard head.hasContentType(resource.requestType), head.hasUTF8Charset else {
      response.addField("Accept", resource.requestType)
      return Problem(
        .unsupportedMediaType, detail: Detail.expectedContentType(resource.requestType).words)
    }
    if case .none = head.framing {
      return Problem(.lengthRequired, detail: Detail.expectedLength.words)
    }
    if case .length(let count) = head.framing, resource == .batch,
      count > RequestLimits.batchBytesMax
    {
      return Problem(ProtocolError.contentTooLarge)
    }
    return nil
  }

  /// Settles the lines of a batch as they arrive.
  private func batch(_ visit: Visit?, into response: inout Response) -> BodyHandling {
    response.contentType = MediaType.ndjson
    response.addField("Content-Language", language.rawValue)
    response.vary(by: .acceptLanguage)
    let start = service.surroundings.nanoseconds()
    metrics.count(.batch, response.status, of: caller)
    let (identity, status) = (response.identity, response.status)
    let callerName = caller.name
    let stream = BatchStream(
      Calculator(like: calculator), lineBytesMax: service.batchLineBytesMax, in: language,
      of: decisions == nil ? nil : identity, permit: visit
    ) { [service, metrics, observers] end in
      let duration = service.surroundings.nanoseconds() &- start
      metrics.count(.batch, nanoseconds: Int(duration))
      var answer = AnsweredRequest(
        identity: identity, method: .post, path: Resource.batch.rawValue, caller: callerName,
        status: status, violation: nil, bytesReceived: end.bytesReceived,
        bytesSent: end.bytesSent, nanoseconds: duration)
      answer.lineCount = end.lineCount
      answer.isBrokenOff = end.isBrokenOff
      for observer in observers { observer.observe(answer) }
    }
    return .stream(stream, bytesMax: RequestLimits.batchBytesMax)
  }

  /// What is in force on the day asked for, or the client's copy confirmed (RFC 9110 section 13).
  private func policy(_ head: borrowing RequestHead, into response: inout Response) {
    do throws(Problem) {
      let edition = calculator.currentEdition()
      let day = try PolicyQuery(head, today: service.surroundings.today(), edition).day
      guard let answer = PolicyAnswer(on: day, edition) else {
        preconditionFailure("the query names a day with a policy in force")
      }
      let tag = answer.entityTag(in: language)
      response.addField("ETag", tag)
      response.addField("Cache-Control", "no-cache")
      if head.confirms(tag) {
        response.addField("Content-Language", language.rawValue)
        response.vary(by: .acceptLanguage)
        response.status = .notModified
        return
      }
      calculator.write(into: &response.body) { answer.write(into: &$0, in: language) }
      finish(nil, &response)
    } catch {
      refuse(error, into: &response)
    }
  }

  /// Whether the service is alive: where a loop is stuck, only another start helps.
  private func health(into response: inout Response) {
    let stuckCount = service.surroundings.stuckLoopCount()
    guard stuckCount == 0 else {
      response.addField("Retry-After", "1")
      return refuse(
        Problem(.unavailable, detail: Detail.stuckLoops(stuckCount).words), into: &response)
    }
    respond(into: &response) { $0.text("status", "ok") }
  }

  private func readiness(into response: inout Response) {
    let policy = calculator.currentEdition().policy
    let readiness = Readiness(of: service, under: policy)
    if let detail = readiness.refusal {
      var problem = Problem(.unavailable, detail: detail.words)
      problem.readiness = readiness
      response.addField("Retry-After", "1")
      return refuse(problem, into: &response)
    }
    respond(into: &response) { json in
      json.text("status", "ready")
      json.key("policy")
      json.beginObject()
      json.text("id", policy.id)
      json.text("digest", policy.digest)
      json.endObject()
      readiness.write(into: &json)
    }
  }

  /// Why a reload may not be asked for here: a browser asks, which nobody trusted uses for it, or
  /// anyone could.
  private func reasonNotToReload(_ head: borrowing RequestHead) -> Detail? {
    if head.lineCount(of: "origin") > 0 { return .reloadFromBrowser }
    return service.callers.current == nil && !isLocal ? .reloadByAnyone : nil
  }

  /// Begins a reload, or tells of the last one.
  private func reload(_ request: borrowing Request, into response: inout Response) {
    if request.head.method == .post {
      if let problem = calculator.problem(withEmpty: request.body) {
        return refuse(problem, into: &response)
      }
      let number = service.surroundings.reload()
      response.status = .accepted
      response.addField("Location", Resource.reload.rawValue)
      respond(into: &response) { json in
        json.key("number")
        json.integer(Int64(number))
      }
    } else {
      let policy = calculator.currentEdition().policy
      let report = service.surroundings.lastReload()
      response.addField("Cache-Control", "no-store")
      respond(into: &response) {
        report.write(into: &$0, inForce: (policy.id, policy.digest))
      }
    }
  }

  private func version(into response: inout Response) {
    respond(into: &response) { json in
      json.text("name", "wenbao")
      json.text("version", service.version)
    }
  }

  private func openAPI(_ head: borrowing RequestHead, into response: inout Response) {
    guard let openAPI = service.openAPI else {
      return refuse(Problem(.notFound, detail: Detail.noOpenAPI.words), into: &response)
    }
    let types = MediaType.yamls
    response.contentType = types[head.preferredMediaType(among: types) ?? 0]
    response.vary(by: .accept)
    response.preparedBody = openAPI
  }

  /// A 200 with an object of these members.
  private func respond(into response: inout Response, _ members: (inout JSONWriter) -> Void) {
    response.contentType = MediaType.json
    calculator.write(into: &response.body) { json in
      json.beginObject()
      members(&json)
      json.endObject()
    }
  }

  private func refuse(_ problem: Problem, into response: inout Response) {
    calculator.write(into: &response.body) { problem.write(into: &$0, in: language) }
    finish(problem, &response)
  }

  /// The status and the fields of an answer whose content is written.
  private func finish(_ problem: Problem?, _ response: inout Response) {
    response.contentType = problem == nil ? MediaType.json : MediaType.problem
    if let problem { response.status = problem.status }
    response.addField("Content-Language", language.rawValue)
    response.vary(by: .acceptLanguage)
  }
}

/// What a head that was found right asks for, told by its octets alone.
private struct AcceptedHead {
  private var serial: UInt64 = 0
  private(set) var resource: Resource?
  private(set) var language = Language.chinese

  /// Whether a head has the same octets.
  func isOf(_ head: borrowing RequestHead) -> Bool { serial != 0 && head.serial == serial }

  mutating func remember(
    _ head: borrowing RequestHead, _ resource: Resource, _ language: Language
  ) {
    (serial, self.resource, self.language) = (head.serial, resource, language)
  }
}

extension RequestHead {
  /// The language of the answer.
  fileprivate var language: Language {
    if lineCount(of: "accept-language") == 0 { return .chinese }
    return preferredLanguage(among: Language.offered) == 1 ? .english : .chinese
  }

  /// Whether the content is said to be UTF-8, or nothing is said.
  fileprivate var hasUTF8Charset: Bool {
    guard let charset = contentTypeParameter("charset") else { return true }
    return charset.equalsIgnoringCase("utf-8")
  }
}

extension Language {
  fileprivate static let offered = Language.allCases.map(\.rawValue)
}
