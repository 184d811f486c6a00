import Insurance
import JSON

/// What it takes to be ready for work, as `GET /readyz` tells it check by check.
struct Readiness {
  /// Whether the policy covers today; one that has not begun does not, and none ever ends.
  let isPolicyInForce: Bool
  /// How many event loops no longer turn.
  let stuckLoopCount: Int
  /// Whether the service is about to stop.
  let isDraining: Bool

  /// Looks at everything now.
  init(of service: Service, under policy: Policy) {
    isPolicyInForce = policy.terms(on: service.surroundings.today()) != nil
    stuckLoopCount = service.surroundings.stuckLoopCount()
    isDraining = service.isDraining
  }

  /// Why the service is not ready; nil where it is.
  var refusal: Detail? {
    if isDraining { return .draining }
    if stuckLoopCount > 0 { return .stuckLoops(stuckLoopCount) }
    return isPolicyInForce ? nil : .noPolicyToday
  }

  /// Writes the member `checks`.
  func write(into json: inout JSONWriter) {
    json.key("checks")
    json.beginObject()
    for (name, isWell) in [
      ("policyInForce", isPolicyInForce), ("loopsTurning", stuckLoopCount == 0),
      ("takingWork", !isDraining),
    ] as [(StaticString, Bool)] {
      json.key(name)
      json.bool(isWell)
    }
    json.endObject()
  }
}
