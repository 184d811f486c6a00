import HTTP
import HTTPTrial

/// Feeds a connection with whatever comes, in pieces and under backlogs, and expects the same.
///
/// The first two octets say how the rest is cut.
@c(LLVMFuzzerTestOneInput)
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: start, count: count))
  guard count > 2 else { return 0 }
  let bytes = Array(input.dropFirst(2))
  let whole = Trial(bytes, steps: [bytes.count])
  let steps = [Int(input[0]) + 1, Int(input[1]) % 7 + 1]
  precondition(Trial(bytes, steps: steps) == whole, "octets in pieces are served alike")
  var limits = Limits.standard
  limits.outputBacklogBytesMax = 1
  precondition(Trial(bytes, steps: [1], limits: limits) == whole, "a backlog changes no answer")
  checkOutput(of: whole, for: bytes)
  return 0
}

/// Each answer begins a line of its own, and there are no more than requests.
private func checkOutput(of trial: Trial, for bytes: [UInt8]) {
  let answerCount = trial.contents.count + trial.errors.count
  precondition(trial.output.isEmpty == (answerCount == 0), "nothing is said unasked")
  precondition(trial.output.starts(with: Array("HTTP/1.1 ".utf8)) || answerCount == 0)
  let lineCount = bytes.count { $0 == 0x0A }
  precondition(trial.contents.count * 2 <= lineCount, "a request is two lines at least")
}
