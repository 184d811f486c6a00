import GoldenCases
import JSON
import Testing

/// The 318 files of the JSON test suite, where they are at hand, and the fuzzer's inputs.
@Suite struct TestSuiteTests {
  @Test(.enabled(if: JSONTestSuite.folder != nil, "the JSON test suite is not at hand"))
  func `every file that must be read is read`() throws {
    let files = try JSONTestSuite.files("y_")
    #expect(files.count >= 95)
    for (name, bytes) in files {
      #expect(throws: Never.self, "\(name)") { try Value(bytes) }
    }
  }

  @Test(.enabled(if: JSONTestSuite.folder != nil, "the JSON test suite is not at hand"))
  func `every file that must be refused is refused`() throws {
    let files = try JSONTestSuite.files("n_")
    #expect(files.count >= 188)
    for (name, bytes) in files {
      let error = #expect(throws: JSONError.self, "\(name)") { try Value(bytes) }
      #expect((error?.offset ?? 0) <= bytes.count, "\(name)")
    }
  }

  @Test(.enabled(if: JSONTestSuite.folder != nil, "the JSON test suite is not at hand"))
  func `every file that is free is read or refused within its bounds`() throws {
    let files = try JSONTestSuite.files("i_")
    #expect(files.count >= 35)
    for (name, bytes) in files {
      do throws(JSONError) {
        _ = try Value(bytes)
      } catch {
        #expect((0...bytes.count).contains(error.offset), "\(name)")
      }
    }
  }

  @Test func `the fuzzer's valid inputs are read`() throws {
    let inputs = try JSONTestSuite.corpus("valid-")
    #expect(!inputs.isEmpty)
    for (name, bytes) in inputs {
      #expect(throws: Never.self, "\(name)") { try Value(bytes) }
    }
  }

  @Test func `the fuzzer's invalid inputs are refused`() throws {
    let inputs = try JSONTestSuite.corpus("invalid-")
    #expect(!inputs.isEmpty)
    for (name, bytes) in inputs {
      #expect(throws: JSONError.self, "\(name)") { try Value(bytes) }
    }
  }
}
