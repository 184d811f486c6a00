import API
import Insurance
import Testing

@Suite struct `a question about coverage` {
  let asking: Asking

  init() throws { asking = try Asking() }

  @Test func `may leave fees out, and nothing else`() {
    let request =
      #"{"person":{"scheme":"resident"},"encounter":{"kind":"inpatient","#
      + #""date":"2024-05-11","level":"primary"},"yearToDate":{"inpatient":{"inScope":0,"#
      + #""deductiblePaid":0}}}"#
    #expect(asking.faults(request, .coverage) == [])
    #expect(asking.faults(request) == ["/fees required"])
    #expect(
      asking.faults("{}", .coverage) == [
        "/person required", "/encounter required", "/yearToDate required",
      ])
  }

  @Test func `has the faults of its fees where it has some`() {
    #expect(
      asking.faults(SettlementText(fees: #""total":-1"#).json, .coverage) == [
        "/fees/total outOfRange"
      ])
  }
}

@Suite struct `a question about contributions` {
  let asking: Asking

  init() throws { asking = try Asking() }

  private func faults(_ members: String) -> [String] {
    asking.faults("{\(members)}", .contribution)
  }

  /// Each kind with its required members and a value of each.
  private let required: [(kind: String, members: [(String, String)])] = [
    ("employerMonthly", [("month", #""2024-05""#), ("payroll", "1")]),
    ("employeeMonthly", [("month", #""2024-05""#), ("averageMonthlyWage", "1")]),
    (
      "retirementLumpSum",
      [
        ("date", #""2024-05-11""#), ("contributedMonths", "1"),
        ("outpatientContributedMonths", "1"),
      ]
    ),
    ("studentAnnual", [("year", "2024")]),
    (
      "restructuredInstitution",
      [("date", #""2024-05-11""#), ("monthsToRetirement", "1"), ("contributedMonths", "1")]
    ),
    ("restructuredTermination", [("date", #""2024-05-11""#), ("seniorityMonths", "1")]),
    ("preSystemRetiree", [("date", #""2024-05-11""#), ("age", "70"), ("annualBase", "1")]),
    (
      "bankruptcyInjured",
      [
        ("date", #""2024-05-11""#), ("annualBase", "1"), ("monthsToRetirement", "1"),
        ("contributedMonths", "1"),
      ]
    ),
  ]

  private func request(_ kind: String, _ members: [(String, String)]) -> String {
    ([("kind", "\"\(kind)\"")] + members).map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",")
  }

  @Test func `names its kind`() {
    #expect(faults("") == ["/kind required"])
    #expect(faults(#""kind":"monthly""#) == ["/kind outOfRange"])
    #expect(faults(#""kind":1,"x":1"#) == ["/x unknownMember", "/kind wrongType"])
  }

  @Test func `must have the members of its kind`() {
    for (kind, members) in required {
      #expect(faults(request(kind, members)) == [], "\(kind)")
      #expect(faults(request(kind, [])) == members.map { "/\($0.0) required" }, "\(kind)")
    }
  }

  @Test func `has no members of other kinds`() {
    for (kind, members) in required {
      let more = kind == "studentAnnual" ? ("payroll", "1") : ("standard", "1")
      #expect(faults(request(kind, members + [more])) == ["/\(more.0) notAllowed"], "\(kind)")
    }
  }

  @Test func `has its members in their types and ranges`() {
    for (kind, members) in required {
      for (place, member) in members.enumerated() {
        func code(_ value: String) -> [String] {
          var changed = members
          changed[place].1 = value
          return faults(request(kind, changed))
        }
        #expect(code("[]") == ["/\(member.0) wrongType"], "\(kind)")
        let isDated = member.1.hasPrefix("\"")
        #expect(code(isDated ? #""2024""# : "-1") == ["/\(member.0) outOfRange"], "\(kind)")
        if !isDated { #expect(code("1.001") == ["/\(member.0) tooPrecise"], "\(kind)") }
      }
    }
  }

  @Test func `may write its amounts and times with escapes`() {
    for (kind, members) in [
      ("employerMonthly", [("month", #""2024\u002d05""#), ("payroll", #""1\u0030""#)]),
      (
        "restructuredTermination",
        [("date", #""2024-05\u002d\u0031\u0031""#), ("seniorityMonths", "1")]
      ),
    ] { #expect(faults(request(kind, members)) == [], "\(kind)") }
    let wrong = [("month", #""2024\u002d13""#), ("payroll", #""1\u002c0""#)]
    #expect(
      faults(request("employerMonthly", wrong)) == ["/month outOfRange", "/payroll wrongType"])
  }

  @Test func `is about a time when a policy is in force`() {
    for (kind, members) in required {
      var earlier = members
      earlier[0].1 =
        switch members[0].0 {
        case "month": #""2022-12""#
        case "year": "2022"
        default: #""2022-12-31""#
        }
      #expect(faults(request(kind, earlier)) == ["/\(members[0].0) noPolicyInForce"], "\(kind)")
    }
  }

  @Test func `names the parameter that neither it nor the policy gives`() {
    for kind in ["flexibleMonthly", "continuationMonthly"] {
      #expect(
        faults(request(kind, [("month", #""2024-05""#)])) == ["/baseRatio parameterMissing"])
      #expect(faults(request(kind, [("month", #""2024-05""#), ("baseRatio", "0.6")])) == [])
    }
    #expect(
      faults(request("residentAnnual", [("year", "2024")])) == [
        "/standard parameterMissing", "/individual parameterMissing",
      ])
  }

  @Test func `names what cannot be computed beside all other faults`() {
    #expect(
      faults(request("flexibleMonthly", [("month", #""2025-06""#), ("foo", "1")])) == [
        "/foo unknownMember", "/baseRatio parameterMissing",
      ])
    let shares = [("standard", "10"), ("individual", "11")]
    #expect(
      faults(request("residentAnnual", [("year", "2025")] + shares + [("foo", "1")])) == [
        "/foo unknownMember", "/individual inconsistent",
      ])
    #expect(
      faults(request("residentAnnual", shares)) == ["/year required", "/individual inconsistent"])
    let roll = [("month", #""2024-05""#), ("payroll", "1"), ("employees", #"[{"x":1}]"#)]
    #expect(
      faults(request("employerMonthly", roll)) == [
        "/employees/0/x unknownMember", "/employees/0/averageMonthlyWage required",
      ])
  }

  @Test func `names nothing that follows from a faulty amount alone`() {
    func faults(_ members: [(String, String)]) -> [String] {
      self.faults(request("residentAnnual", [("year", "2024")] + members))
    }
    #expect(
      faults([("standard", "[]"), ("individual", "1.001")]) == [
        "/standard wrongType", "/individual tooPrecise",
      ])
    #expect(faults([("standard", "[]"), ("individual", "9")]) == ["/standard wrongType"])
    #expect(faults([("standard", "1"), ("individual", "-9")]) == ["/individual outOfRange"])
    #expect(
      faults([("individual", "[]"), ("subsidised", "1")]) == [
        "/subsidised wrongType", "/individual wrongType", "/standard parameterMissing",
      ])
  }

  @Test func `has no individual share above the standard`() {
    let amounts = [("year", "2024"), ("standard", "900"), ("individual", "900.01")]
    #expect(faults(request("residentAnnual", amounts)) == ["/individual inconsistent"])
  }

  @Test func `may leave the outpatient months of a civil servant out`() {
    let members = [
      ("date", #""2024-05-11""#), ("contributedMonths", "1"), ("civilServantSubsidy", "true"),
    ]
    #expect(faults(request("retirementLumpSum", members)) == [])
  }
}

@Suite struct `a question about a maternity allowance` {
  let asking: Asking

  init() throws { asking = try Asking() }

  private func faults(_ members: String) -> [String] {
    asking.faults("{\(members)}", .maternityAllowance)
  }

  private let rest =
    #""date":"2024-05-11","contributionMonths":6,"#
    + #""base":{"kind":"flexible","contributionBase":1}"#

  @Test func `must name event, date, months and base`() {
    #expect(
      faults("") == [
        "/event required", "/date required", "/contributionMonths required", "/base required",
      ])
    #expect(faults(#""event":"birth","gestationMonths":9,"# + rest) == [])
  }

  @Test func `has the months of gestation of births and terminations only`() {
    for event in ["birth", "termination"] {
      #expect(faults(#""event":"\#(event)","# + rest) == ["/gestationMonths required"])
    }
    #expect(faults(#""event":"ectopicSurgery","# + rest) == [])
    #expect(
      faults(#""event":"ectopicSurgery","gestationMonths":1,"# + rest) == [
        "/gestationMonths notAllowed"
      ])
  }

  @Test func `has the members of births with births only`() {
    let births = #""lawful":true,"childOrder":1,"babies":1,"procedures":[],"#
    #expect(faults(#""event":"birth","gestationMonths":9,"# + births + rest) == [])
    #expect(
      faults(#""event":"termination","gestationMonths":5,"# + births + rest) == [
        "/lawful notAllowed", "/childOrder notAllowed", "/babies notAllowed",
        "/procedures notAllowed",
      ])
  }

  @Test func `has its members in their types, whatever the event`() {
    let members =
      #""gestationMonths":"9","lawful":1,"childOrder":0,"babies":16,"procedures":["x"],"# + rest
    let expected = [
      "/gestationMonths wrongType", "/lawful wrongType", "/childOrder outOfRange",
      "/babies outOfRange", "/procedures/0 outOfRange",
    ]
    #expect(faults(members) == ["/event required"] + expected)
    #expect(faults(#""event":"x","# + members) == ["/event outOfRange"] + expected)
    #expect(faults(rest) == ["/event required"])
  }

  @Test func `has the members of each base and no others`() {
    func faults(_ base: String, _ more: String = "") -> [String] {
      self.faults(
        #""event":"ectopicSurgery","date":"2024-05-11","contributionMonths":6,"base":{\#(base)}"#
          + more)
    }
    #expect(faults("") == ["/base/kind required"])
    #expect(
      faults(#""kind":"employer""#) == [
        "/base/totalWages required", "/base/personMonths required",
      ])
    #expect(
      faults(#""kind":"newEmployer""#) == ["/base/totalWages required", "/base/persons required"])
    #expect(faults(#""kind":"flexible""#) == ["/base/contributionBase required"])
    #expect(
      faults(#""kind":"flexible","contributionBase":1,"persons":1"#) == [
        "/base/persons notAllowed"
      ])
    #expect(
      faults(
        #""kind":"flexible","contributionBase":1"#,
        #","ownMonthlyWage":1,"wagesPaidDuringLeave":1"#)
        == ["/ownMonthlyWage notAllowed", "/wagesPaidDuringLeave notAllowed"])
    #expect(
      faults(#""kind":"flexible""#, #","ownMonthlyWage":5"#) == [
        "/base/contributionBase required", "/ownMonthlyWage notAllowed",
      ])
    #expect(
      faults(#""kind":"employer","totalWages":1,"personMonths":0"#) == [
        "/base/personMonths outOfRange"
      ])
  }

  @Test func `is about a day when a policy is in force`() {
    #expect(
      faults(
        #""event":"ectopicSurgery","# + rest.replacing("2024-05-11", with: "2022-12-31"))
        == ["/date noPolicyInForce"])
  }

  @Test func `names procedures from the list`() {
    #expect(
      faults(#""event":"birth","gestationMonths":9,"procedures":["caesarean","x",1],"# + rest)
        == ["/procedures/1 outOfRange", "/procedures/2 wrongType"])
  }
}
