import HTTP

/// The resources of the service, by their paths.
enum Resource: String, CaseIterable {
  case settlements = "/v1/settlements"
  case batch = "/v1/settlements/batch"
  case coverage = "/v1/coverage"
  case contributions = "/v1/contributions"
  case maternityAllowances = "/v1/maternity-allowances"
  case policy = "/v1/policy"
  case health = "/healthz"
  case readiness = "/readyz"
  case metrics = "/metrics"
  case version = "/version"
  case reload = "/reload"
  case openAPI = "/openapi.yaml"

  /// The resource at a path, which is compared octet by octet.
  init?(path: Span<UInt8>) {
    for resource in Resource.all where path.equals(resource.rawValue) {
      self = resource
      return
    }
    return nil
  }

  private static let all = Resource.allCases

  /// The calculation that requests carry; nil where they ask for what is there.
  var calculation: Calculation? {
    switch self {
    case .settlements: .settlement
    case .coverage: .coverage
    case .contributions: .contribution
    case .maternityAllowances: .maternityAllowance
    case .batch, .policy, .health, .readiness, .metrics, .version, .reload, .openAPI: nil
    }
  }

  /// Whether requests carry calculations to do.
  var isCalculation: Bool { calculation != nil || self == .batch }

  /// The media type of what is posted.
  var requestType: String { self == .batch ? MediaType.ndjson : MediaType.json }

  /// Whether it is for operators alone, who may have a listener of their own for it.
  var isForOperators: Bool { scope == .operate }

  /// The methods the resource has, as `Allow` lists them (RFC 9110 section 10.2.1).
  var allow: String {
    if isCalculation { return "POST, OPTIONS" }
    return self == .reload ? "GET, HEAD, POST, OPTIONS" : "GET, HEAD, OPTIONS"
  }

  /// Whether the resource has a method.
  func has(_ method: Method) -> Bool {
    switch method {
    case .options: true
    case .post: isCalculation || self == .reload
    case .get, .head: !isCalculation
    default: false
    }
  }

  /// The media types it can be sent as; the usual one first.
  var mediaTypes: [String] {
    switch self {
    case .openAPI: MediaType.yamls
    case .metrics: MediaType.texts
    case .batch: MediaType.ndjsons
    default: MediaType.jsons
    }
  }
}

/// The media types of the service.
enum MediaType {
  static let json = "application/json"
  static let problem = "application/problem+json"
  static let prometheus = "text/plain; version=0.0.4; charset=utf-8"
  static let ndjson = "application/x-ndjson"
  static let ndjsons = [ndjson]
  static let texts = ["text/plain"]
  static let jsons = [json, problem]
  static let yamls = ["application/yaml", "text/yaml"]
}
