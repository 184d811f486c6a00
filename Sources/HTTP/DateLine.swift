/// The Date field of every answer, written once a second.
struct DateLine: Sendable {
  private(set) var bytes: [UInt8] = []
  private var unixSeconds = -1

  mutating func set(unixSeconds: Int) {
    guard unixSeconds != self.unixSeconds else { return }
    self.unixSeconds = unixSeconds
    bytes.removeAll(keepingCapacity: true)
    bytes.append(contentsOf: "Date: ".utf8)
    HTTPDate.append(unixSeconds: unixSeconds, to: &bytes)
    bytes.append(contentsOf: "\r\n".utf8)
  }
}
