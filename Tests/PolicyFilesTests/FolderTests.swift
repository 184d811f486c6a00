import Foundation
import Insurance
import PolicyFiles
import TestPolicies
import Testing

@Suite struct `a policy folder` {
  @Test func `must be there`() throws {
    let error = #expect(throws: PolicyFaults.self) {
      try PolicyFolder("/nowhere/policy").load(digest: TestPolicies.digest)
    }
    #expect(error?.faults.map(\.description) == ["/nowhere/policy: no folder that can be read"])
  }

  @Test func `has at least one file and no more than the limit`() throws {
    let folder = try TemporaryFolder([:] as [String: String])
    let error = #expect(throws: PolicyFaults.self) { try folder.loadPolicy() }
    #expect(
      error?.faults.map(\.description) == [
        "\(folder.path): 0 files end in .yaml: there must be 1 to 64"
      ])
    func files(_ count: Int) -> [String: String] {
      Dictionary(
        uniqueKeysWithValues: [("policy.yaml", cover)]
          + (1..<count).map { ("\($0).yaml", "layers: {}") })
    }
    let most = PolicyLimits.filesMax
    #expect(try !faults(in: files(most)).contains { $0.contains("files end in .yaml") })
    #expect(try faults(in: files(most + 1)).contains { $0.contains("65 files end in .yaml") })
  }

  @Test func `has a cover`() throws {
    let folder = try TemporaryFolder(["layers.yaml": "layers: {}"])
    let error = #expect(throws: PolicyFaults.self) { try folder.loadPolicy() }
    #expect(
      error?.faults.map(\.description) == [
        "\(folder.path): no policy.yaml, which names the policy and its instruments"
      ])
  }

  @Test func `holds no file that would be passed over by mistake`() throws {
    var files = try TestPolicies.shippedFiles()
    files["extra.yml"] = "parameters: {}"
    try expect(faults(in: files), ["extra.yml:1: this file would be passed over: name it .yaml"])
  }

  @Test func `may hold other files and hidden ones`() throws {
    var files = try TestPolicies.shippedFiles()
    files["README.md"] = "Read me."
    files[".employee.yaml"] = "not: [yaml"
    try expect(faults(in: files), [])
  }

  @Test func `names a file that cannot be read`() throws {
    let folder = try TemporaryFolder(["policy.yaml": cover])
    try FileManager.default.createDirectory(
      atPath: folder.path + "/folder.yaml", withIntermediateDirectories: false)
    let error = #expect(throws: PolicyFaults.self) { try folder.loadPolicy() }
    #expect(
      error?.faults.last?.description
        == "\(folder.path)/folder.yaml:1: the file cannot be read: it must be a readable file")
  }

  @Test func `is named in faults as it was given, without a slash at its end`() throws {
    #expect(PolicyFolder("Config/policy//").path == "Config/policy")
    #expect(PolicyFolder("/").path == "/")
  }
}

@Suite struct `the cover` {
  @Test func `has a name, a first day and instruments`() throws {
    try expect(
      faults(in: ["policy.yaml": "ids: wenzhou\ninForceFrom: 2023-1-1\n"]),
      [
        "policy.yaml:1: unknown key 'ids': did you mean 'id'?",
        "policy.yaml:1: missing key 'instruments'",
        "policy.yaml:2: '2023-1-1' is no day: write one of the calendar as 2024-03-01",
      ])
  }

  @Test func `declares each instrument once`() throws {
    let text = """
      id: test
      inForceFrom: 2023-01-01
      instruments:
        - { number: 甲, title: { zh: 甲, en: A }, inForceFrom: 2023-01-01 }
        - { number: 甲, title: { zh: 甲, en: A }, inForceFrom: 2023-01-01 }
        - { number: 乙, title: 乙, inForceFrom: 2023 }
      """
    try expect(
      faults(in: ["policy.yaml": text]),
      [
        "policy.yaml:6: expected the words { zh: …, en: … }",
        "policy.yaml:6: '2023' is no day: write one of the calendar as 2024-03-01",
      ])
    let found = try faults(in: ["policy.yaml": text.replacing("- { number: 乙", with: "# ")])
    #expect(found.contains("policy.yaml:5: '甲' stands twice"))
  }
}

@Suite struct `a digest` {
  @Test func `is taken of every file by name, length and content`() throws {
    let bytes = PolicyFolder.canonicalBytes(of: [
      (name: "b.yaml", bytes: Array("二\n".utf8)), (name: "a.yaml", bytes: []),
    ])
    #expect(String(decoding: bytes, as: UTF8.self) == "a.yaml\n0\nb.yaml\n4\n二\n")
  }

  @Test func `is what the policy shows`() throws {
    var files = try TestPolicies.shippedFiles()
    let digest = try TemporaryFolder(files).loadPolicy().digest
    files["province.yaml"]? += "#"
    let changed = try TemporaryFolder(files).loadPolicy().digest
    #expect(digest.hasSuffix(" bytes"))
    #expect(digest != changed)
  }
}
