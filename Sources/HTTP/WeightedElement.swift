/// An element of a list of preferences with its weight: `text/html;level=1;q=0.7` (RFC 9110 section
/// 12.4.2).
struct WeightedElement: ~Escapable {
  /// What is before the first semicolon.
  let value: Span<UInt8>

  /// The weight in thousandths, 0 to 1000; 1000 if there is none or it is malformed.
  let weight: Int

  @_lifetime(copy element)
  init(_ element: Span<UInt8>) {
    var end = element.elementEnd(from: 0, separator: .semicolon)
    value = element.extracting(0..<end).trimmed
    var weight = 1000
    while end < element.count {
      let start = end + 1
      end = element.elementEnd(from: start, separator: .semicolon)
      let parameter = element.extracting(start..<end).trimmed
      guard parameter.count > 2, parameter.extracting(0..<2).equalsIgnoringCase("q=") else {
        continue
      }
      weight = WeightedElement.thousandths(parameter.extracting(2..<parameter.count)) ?? 1000
    }
    self.weight = weight
  }

  /// `qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] )`.
  private static func thousandths(_ text: Span<UInt8>) -> Int? {
    guard text.count <= 5, text[0] == UInt8(ascii: "0") || text[0] == UInt8(ascii: "1") else {
      return nil
    }
    var number = Int(text[0] - 0x30) * 1000
    var place = 100
    for position in 1..<text.count {
      if position == 1 {
        guard text[position] == UInt8(ascii: ".") else { return nil }
        continue
      }
      guard text[position].isDigit else { return nil }
      number += Int(text[position] - 0x30) * place
      place /= 10
    }
    return number <= 1000 ? number : nil
  }
}
