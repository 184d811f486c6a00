import API
import Insurance
import JSON

/// What came of checking an answer, as lines that a person reads.
struct VerificationTable {
  private let verification: Verification
  private let language: Language

  init(_ verification: Verification, language: Language) {
    self.verification = verification
    self.language = language
  }

  /// The verdict, who computed it and who computed it again, what the receipt says, and every
  /// difference.
  var text: String {
    var lines = [verification.verdict.words[language], ""] + identities.lines
    if let receipt = verification.receipt {
      lines.append("")
      lines += receipt.words.map { $0[language] }
    }
    if !verification.differences.isEmpty { lines += [""] + differences.lines }
    return lines.joined(separator: "\n")
  }

  private var identities: TextTable {
    var table = TextTable([
      .text(""), .text(Words(chinese: "政策", english: "Policy")[language]),
      .text(Words(chinese: "程序", english: "Engine")[language]),
    ])
    for (words, identity) in [
      (Words(chinese: "应答所依", english: "Answered by"), verification.answered),
      (Words(chinese: "核验所依", english: "Checked by"), verification.checked),
    ] {
      let engine = identity.engine.map { "\($0.version) \($0.digest.prefix(12))" } ?? ""
      table.add([words[language], "\(identity.policy) \(identity.policyDigest.prefix(12))", engine])
    }
    return table
  }

  private var differences: TextTable {
    var table = TextTable([
      .text(Words(chinese: "位置", english: "Place")[language]),
      .text(Words(chinese: "应答为", english: "Answered")[language]),
      .text(Words(chinese: "应为", english: "Computed")[language]),
    ])
    for difference in verification.differences {
      table.add([difference.pointer, difference.value ?? "", difference.other ?? ""])
    }
    return table
  }
}

extension Verification.Verdict {
  /// Whether the answer is right.
  fileprivate var words: Words {
    switch self {
    case .agrees: Words(chinese: "相符：应答每一项均与重算一致", english: "Agrees: every member is right")
    case .differs: Words(chinese: "不符：应答与重算不一致", english: "Differs: the answer is not right")
    case .otherPolicy:
      Words(
        chinese: "无法核验：应答所依的政策与此处不同",
        english: "Cannot be verified: computed under another policy")
    case .otherEngine:
      Words(
        chinese: "无法核验：应答由另一版本的程序算出",
        english: "Cannot be verified: computed by another version")
    }
  }
}

extension Verification.ReceiptMatch {
  /// Each digest of the receipt that is not what it should be, or that all are.
  fileprivate var words: [Words] {
    let broken = [
      (request, Words(chinese: "回执不是此请求的", english: "The receipt is of another request")),
      (policy, Words(chinese: "回执不是此政策的", english: "The receipt is of another policy")),
      (result, Words(chinese: "回执不是此结果的", english: "The receipt is of another result")),
    ].filter { !$0.0 }.map(\.1)
    let whole = Words(
      chinese: "回执与请求、政策和结果相符",
      english: "The receipt is of this request, policy and result")
    return broken.isEmpty ? [whole] : broken
  }
}
