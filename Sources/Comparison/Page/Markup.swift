/// HTML or SVG as it is written: elements closed and text escaped by construction.
struct Markup {
  /// What is written.
  private(set) var text = ""

  /// An element with what `body` writes in it.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:],
    _ body: (inout Markup) -> Void
  ) {
    open(name, attributes)
    body(&self)
    text += "</\(name)>"
  }

  /// An element that holds text alone.
  mutating func element(
    _ name: String, _ attributes: KeyValuePairs<String, String>, _ content: String
  ) {
    element(name, attributes) { $0.write(content) }
  }

  /// An element without attributes that holds text alone.
  mutating func element(_ name: String, _ content: String) { element(name, [:], content) }

  /// An element that holds nothing and, in HTML, is not closed.
  mutating func empty(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) {
    open(name, attributes)
  }

  /// A chart with what `body` writes in it.
  ///
  /// - Parameters:
  ///   - title: what the chart shows, for who cannot see it.
  ///   - id: an identifier that nothing else on the page has.
  mutating func chart(
    width: Int, height: Int, title: String, id: String, _ body: (inout Markup) -> Void
  ) {
    let attributes: KeyValuePairs = [
      "viewBox": "0 0 \(width) \(height)", "role": "img", "aria-labelledby": "\(id)-title",
      "class": "chart", "width": "\(width)", "height": "\(height)",
    ]
    element("svg", attributes) { markup in
      markup.element("title", ["id": "\(id)-title"], title)
      body(&markup)
    }
  }

  /// Text, escaped.
  mutating func write(_ content: String) { text += Markup.escaped(content) }

  /// A line end, for those who read the source.
  mutating func lineEnd() { text += "\n" }

  /// Text that is markup or a stylesheet already.
  mutating func raw(_ markup: String) { text += markup }

  private mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String>) {
    text += "<\(name)"
    for (name, value) in attributes { text += " \(name)=\"\(Markup.escaped(value))\"" }
    text += ">"
  }

  /// Text in which nothing can be taken for markup.
  private static func escaped(_ content: String) -> String {
    var escaped = ""
    for scalar in content.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
