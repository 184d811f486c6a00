import PolicyFiles
import TestPolicies
import Testing

@Suite struct `a policy as a whole` {
  @Test func `has no parameter that no formula reads`() throws {
    let text = "employee.outpatient.rate.primary:"
    #expect(
      try faultsOfShipped("employee.yaml", text, "employee.outpatient.rates.primary:").map(words)
        == [
          "unknown parameter 'employee.outpatient.rates.primary': "
            + "did you mean 'employee.outpatient.rate.primary'?"
        ])
    #expect(
      try faultsOfShipped("employee.yaml", text, "dental.rate:").map(words).sorted() == [
        "parameter 'employee.outpatient.rate.primary' has no value for 2023-01-01",
        "unknown parameter 'dental.rate': no formula reads it",
      ])
  }

  @Test func `has each parameter once among all files`() throws {
    var files = try TestPolicies.shippedFiles()
    files["z.yaml"] = """
      parameters:
        employee.outpatient.cap:
          title: { zh: 限额, en: cap }
          unit: yuan
          values: []
      """
    try expect(
      faults(in: files), ["z.yaml:2: parameter 'employee.outpatient.cap' stands twice"])
  }

  @Test func `has each reading once among all files`() throws {
    var files = try TestPolicies.shippedFiles()
    files["z.yaml"] = """
      readings:
        chronicCap:
          title: { zh: 限额, en: cap }
          citations: [{ instrument: 温政办〔2022〕86号, clause: 四（六）2 }]
          inForce: shared
          source: 原文
      """
    try expect(faults(in: files), ["z.yaml:2: the reading 'chronicCap' stands twice"])
  }

  @Test func `has every reading and every layer`() throws {
    var files = try TestPolicies.shippedFiles()
    files["readings.yaml"] = "readings: {}"
    files["layers.yaml"] = "layers: {}"
    let found = try faults(in: files)
    #expect(found.count == 20)
    #expect(found.contains("the reading 'chronicCap' is not registered"))
    #expect(found.contains("the layer 'assistance' has no terms for 2023-01-01"))
  }

  @Test func `has the unit and the kind of dates that the formulas expect`() throws {
    try expect(
      faultsOfShipped("employee.yaml", "unit: times", "unit: months").map(words),
      ["parameter 'employee.inpatient.capMultiple' must have the unit 'times' and values by 'from'"]
    )
    try expect(
      faultsOfShipped("out-of-city.yaml", "from: 2023-01-01", "year: 2023").map(words),
      ["parameter 'outOfCity.priorSelfPayRate' must have the unit 'rate' and values by 'from'"])
  }

  @Test func `may name what is not published yet, without a value`() throws {
    var files = try TestPolicies.shippedFiles()
    files["z.yaml"] = """
      parameters:
        resident.disposableIncome:
          title: { zh: 居民人均可支配收入, en: Disposable income per head }
          unit: yuan
          values: []
      """
    try expect(faults(in: files), [])
  }

  @Test func `has a value for every day`() throws {
    try expect(
      faultsOfShipped(
        "out-of-city.yaml", "from: 2023-01-01", "from: 2023-01-01\n        until: 2024-06-30"
      ).map(words), ["parameter 'outOfCity.priorSelfPayRate' has no value for 2024-07-01"])
  }

  @Test func `keeps the residents' floors of 温政办〔2024〕6号`() throws {
    let floor = "on 2024-03-01, the floor that 温政办〔2024〕6号 三（八） demands"
    try expect(
      faultsOfShipped("resident.yaml", "value: 0.90", "value: 0.895").map(words),
      ["parameter 'resident.inpatient.rate.primary' is below 90 % \(floor)"])
    try expect(
      faultsOfShipped("resident.yaml", "value: 0.50", "value: 0.45").map(words),
      ["parameter 'resident.outpatient.rate.primary' is below 50 % \(floor)"])
  }

  @Test func `may have had a rate below a floor before the floor held`() throws {
    let raised = """
      value: 0.85
              instrument: 温政办〔2022〕86号
              clause: 四（五）3
              source: 原文
            - from: 2024-03-01
              value: 0.90
      """
    try expect(faultsOfShipped("resident.yaml", "value: 0.90", raised), [])
  }

  @Test func `has rates that stay exact when they are lowered`() throws {
    try expect(
      faultsOfShipped("employee.yaml", "value: 0.80", "value: 0.8001").map(words),
      [
        "parameter 'employee.outpatient.rate.primary': lowered by outOfCity.unreferredReduction "
          + "it has more than four decimals"
      ])
  }

  /// A fault without its place.
  private func words(_ fault: String) -> String {
    fault.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? fault
  }
}

@Suite struct `a fault` {
  @Test func `is reported without those that only follow from it`() throws {
    let cases = [
      ("employee.yaml", "value: 10000\n", "value: ten\n"),
      ("employee.yaml", "unit: times", "unit: time"),
      (
        "employee.yaml", "  employee.outpatient.cap:\n", "  employee.outpatient.cap:\n    page: 3\n"
      ),
      ("employee.yaml", "  employee.outpatient.cap:\n", "  employee.outpatient.capp:\n"),
      ("employee.yaml", "parameters:", "paramters:"),
      ("employee.yaml", "parameters:", "parameters"),
      ("resident.yaml", "value: 0.90", "value: 90"),
      ("readings.yaml", "  chronicCap:", "  chronicCaps:"),
      ("readings.yaml", "inForce: shared", "inForce: share"),
      ("layers.yaml", "  assistance:\n", "  assistence:\n"),
      ("layers.yaml", "members: everyone", "members: everybody"),
      ("layers.yaml", "layers:\n", "layer:\n"),
      ("policy.yaml", "number: 温政办〔2024〕6号", "number: 温政办〔2024〕6号\n    page: 3"),
      ("policy.yaml", "id: wenzhou", "id: [wenzhou]"),
    ]
    for (file, text, replacement) in cases {
      let found = try faultsOfShipped(file, text, replacement)
      #expect(found.count == 1, "\(file), \(replacement): \(found)")
    }
  }

  @Test func `hides no other, in any file`() throws {
    let edits = [
      ("employee.yaml", "value: 200\n", "value: 200.001\n", "'200.001' is too precise"),
      ("employee.yaml", "value: 0.95", "value: 1.95", "'1.95' is too large"),
      ("employee.yaml", "unit: times", "unit: time", "unknown 'time'"),
      ("employee.yaml", "clause: 三（六）2", "claus: 三（六）2", "unknown key 'claus'"),
      (
        "resident.yaml", "- from: 2023-01-01\n        value: 0.90",
        "- from: 2023-01-01\n        value: 0.85", "parameter 'resident.inpatient.rate.primary'"
      ),
      ("resident.yaml", "source: 文件原文", "source: ''", "nothing stands here"),
      ("province.yaml", "year: 2021", "year: 2020", "'province.averageAnnualWage'"),
      (
        "province.yaml", "year: 2022", "from: 2022-01-01",
        "values by 'year' and by 'from' are mixed"
      ),
      ("readings.yaml", "inForce: relative", "inForce: relativ", "unknown 'relativ'"),
      ("layers.yaml", "members: civilServants", "members: nobody", "unknown 'nobody'"),
      ("out-of-city.yaml", "outOfCity.prior", "outOfCity.preor", "unknown parameter"),
    ]
    var files = try TestPolicies.shippedFiles()
    var expected = ["budget.yaml:2: not YAML", "z.yaml:1: unknown key 'tables'"]
    files["budget.yaml"] = "parameters: [\n"
    files["z.yaml"] = "tables: {}\n"
    for (file, text, replacement, words) in edits {
      let place = try #require(files[file]?.firstRange(of: text))
      let line = files[file]?[..<place.lowerBound].count { $0.isNewline } ?? 0
      files[file]?.replaceSubrange(place, with: replacement)
      expected.append("\(file):\(line + 1): \(words)")
    }
    let found = try faults(in: files)
    for start in expected {
      #expect(found.contains { $0.hasPrefix(start) }, "\(start) is not among \(found)")
    }
    #expect(found.count == expected.count)
  }
}
