import JSON
import Testing

/// Walking what was parsed.
@Suite struct JSONReaderTests {
  @Test func `a document is read as it is written`() throws {
    let value = try Value(#" {"a":[1,{"x":[]}],"\u0062":"two","c":true, "d": null } "#)
    let element = Value.object([.init(name: "x", value: .array([]))])
    #expect(
      value
        == .object([
          .init(name: "a", value: .array([.number("1"), element])),
          .init(name: "b", value: .string("two")),
          .init(name: "c", value: .bool(true)),
          .init(name: "d", value: .null),
        ]))
  }

  @Test func `a document may be a scalar`() throws {
    var document = JSONDocument()
    let reader = try document.parse(" true ".utf8.span)
    let (kind, child) = (reader.kind(of: reader.root), reader.firstChild(of: reader.root))
    let (sibling, name) = (reader.nextSibling(of: reader.root), reader.name(of: reader.root))
    #expect(kind == .true && child == nil && sibling == nil && name == nil)
  }

  @Test func `names that occur twice are both read`() throws {
    let value = try Value(#"{"a":1,"a":2}"#)
    #expect(
      value
        == .object([.init(name: "a", value: .number("1")), .init(name: "a", value: .number("2"))]))
  }

  @Test func `a sibling is found past whatever a value holds`() throws {
    var document = JSONDocument()
    let reader = try document.parse(#"[{"a":[1,[2],{"b":{}}]},[[[]]],3]"#.utf8.span)
    let children = reader.children(of: reader.root)
    let texts = children.map { String(copying: reader.text(of: $0)) }
    #expect(texts == [#"{"a":[1,[2],{"b":{}}]}"#, "[[[]]]", "3"])
  }

  @Test func `a name equals a literal however it is escaped`() throws {
    let names = [
      "person", #"\u0070erson"#, #"p\u0065rs\u006Fn"#, #"\u0070\u0065\u0072\u0073\u006f\u006e"#,
    ]
    for name in names {
      try expectNamed(name, "person", true)
      for other: StaticString in ["persom", "perso", "persons", "", "Person", "\u{0}person"] {
        try expectNamed(name, other, false)
      }
    }
  }

  @Test func `names are told apart at every length and place`() throws {
    let literals: [StaticString] = [
      "", "a", "aa", "aaa", "aaaa", "aaaaa", "aaaaaa", "aaaaaaa", "aaaaaaaa", "aaaaaaaaa",
      "aaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaa",
    ]
    for literal in literals {
      let name = literal.description
      try expectNamed(name, literal, true)
      for place in name.indices {
        let other = name[..<place] + "b" + name[name.index(after: place)...]
        try expectNamed(String(other), literal, false)
      }
    }
  }

  @Test func `equal means the same scalars, not the same look`() throws {
    try expectNamed("\u{212A}", "K", false)
    try expectNamed(#"\u212a"#, "K", false)
    try expectNamed(#"e\u0301"#, "\u{E9}", false)
    try expectNamed(#"\u00e9"#, "\u{E9}", true)
  }

  private func expectNamed(_ name: String, _ literal: StaticString, _ expected: Bool) throws {
    var document = JSONDocument()
    let reader = try document.parse("{\"\(name)\":\"\(name)\"}".utf8.span)
    let child = try #require(reader.children(of: reader.root).first)
    let isNamed = reader.isNamed(child, literal)
    let isString = reader.isString(child, literal.description)
    #expect(isNamed == expected && isString == expected, "\(name) and \(literal)")
  }

  @Test func `an element and the root have no name`() throws {
    var document = JSONDocument()
    let reader = try document.parse("[1]".utf8.span)
    for node in reader.allNodes {
      let (isNamed, name) = (reader.isNamed(node, ""), reader.name(of: node))
      #expect(!isNamed && name == nil)
    }
  }

  @Test func `only a string has a string's content`() throws {
    var document = JSONDocument()
    let reader = try document.parse(#"["1",1,true,null,[],{}]"#.utf8.span)
    let contents = reader.children(of: reader.root).map { reader.string($0) }
    #expect(contents == ["1", nil, nil, nil, nil, nil])
    let areEqual = reader.children(of: reader.root).map { reader.isString($0, "1") }
    #expect(areEqual == [true, false, false, false, false, false])
  }

  @Test func `the bytes of a string without escapes are those of the document`() throws {
    var document = JSONDocument()
    let reader = try document.parse(#"["起付","a\n",1,""]"#.utf8.span)
    let contents = reader.children(of: reader.root).map { node -> String? in
      guard let span = reader.plainString(node) else { return nil }
      return String(copying: span)
    }
    #expect(contents == ["起付", nil, nil, ""])
  }

  @Test func `only true and false are truth values`() throws {
    var document = JSONDocument()
    let reader = try document.parse(#"[true,false,null,0,"true"]"#.utf8.span)
    let values = reader.children(of: reader.root).map { reader.bool($0) }
    #expect(values == [true, false, nil, nil, nil])
  }

  @Test func `a pointer names members, counts elements and escapes its signs`() throws {
    var document = JSONDocument()
    let reader = try document.parse(
      #"{"fees":{"items":[0,{"a/b":1,"m~n":2,"~1":3,"":4,"\u002f":5}]}}"#.utf8.span)
    let pointers = reader.allNodes.map { reader.pointer(to: $0) }
    #expect(
      pointers == [
        "", "/fees", "/fees/items", "/fees/items/0", "/fees/items/1", "/fees/items/1/a~1b",
        "/fees/items/1/m~0n", "/fees/items/1/~01", "/fees/items/1/", "/fees/items/1/~1",
      ])
  }

  @Test func `an indented document has a member a line and keeps what was written`() throws {
    var document = JSONDocument()
    let reader = try document.parse(
      #"{"a":[1.50,{"\u0062":"\/"}],"c":{},"d":[ ],"e":null}"#.utf8.span)
    let text = String(decoding: reader.indented(), as: UTF8.self)
    #expect(
      text == #"""
        {
          "a": [
            1.50,
            {
              "\u0062": "\/"
            }
          ],
          "c": {},
          "d": [],
          "e": null
        }
        """#)
  }

  @Test func `a document is refused without harm to the next one`() throws {
    var document = JSONDocument()
    for text in ["[1,2", "{\"a\":[[[", "[1,]", "\"\\ud800\""] {
      #expect(throws: JSONError.self) { _ = try document.parse(text.utf8.span) }
      let value = Value(try document.parse("[1,{}]".utf8.span))
      #expect(value == .array([.number("1"), .object([])]))
    }
  }
}
