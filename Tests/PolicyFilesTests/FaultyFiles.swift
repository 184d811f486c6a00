import Foundation
import Insurance
import PolicyFiles
import TestPolicies
import Testing

/// A cover for folders that hold one file under test.
let cover = """
  id: test
  inForceFrom: 2023-01-01
  instruments:
    - { number: 甲〔2022〕1号, title: { zh: 甲, en: A }, inForceFrom: 2023-01-01 }
  """

/// The faults of a folder's files, each as `file:line: words`; those of no file as words alone.
func faults(in files: [String: String]) throws -> [String] {
  let folder = try TemporaryFolder(files)
  do {
    _ = try folder.loadPolicy()
    return []
  } catch {
    return error.faults.map { $0.description.replacing(folder.path + "/", with: "") }
  }
}

/// The faults at lines of one file beside a sound cover, each as `line: words`.
func faults(of text: String) throws -> [String] {
  let prefix = "test.yaml:"
  return try faults(in: ["policy.yaml": cover, "test.yaml": text])
    .filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
}

/// The faults at lines of a parameter with these values, which begin on line 5.
func faults(ofValues values: String, unit: String = "yuan") throws -> [String] {
  try faults(
    of: """
      parameters:
        employee.outpatient.cap:
          title: { zh: 限额, en: cap }
          unit: \(unit)
          values: \(values)
      """)
}

/// The faults at lines of a value with these keys beside a sound citation, on line 5.
func faults(ofValue keys: String, unit: String = "yuan") throws -> [String] {
  try faults(
    ofValues: "[{ \(keys), instrument: 甲〔2022〕1号, clause: 一, source: 原文 }]", unit: unit)
}

/// The faults of the shipped policy with one text in it replaced by another.
func faultsOfShipped(_ file: String, _ text: String, _ replacement: String) throws -> [String] {
  var files = try TestPolicies.shippedFiles()
  let contents = files[file] ?? ""
  precondition(contents.contains(text), "the shipped file has the text to replace")
  files[file] = contents.replacing(text, with: replacement, maxReplacements: 1)
  return try faults(in: files)
}

/// The faults of a folder's files given as bytes, those of no file left out.
func faults(ofBytes files: [String: [UInt8]]) throws -> [String] {
  let folder = try TemporaryFolder(files.mapValues { Data($0) })
  do {
    _ = try folder.loadPolicy()
    return []
  } catch {
    return error.faults.filter { $0.origin != nil }
      .map { $0.description.replacing(folder.path + "/", with: "") }
  }
}

/// Expects these faults, and shows those found where they differ.
func expect(
  _ found: [String], _ expected: [String], sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(found == expected, sourceLocation: sourceLocation)
}
