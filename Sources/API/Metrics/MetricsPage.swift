import Insurance

/// `GET /metrics`: everything counted, in Prometheus' text format.
struct MetricsPage {
  let loops: [LoopMetrics]
  let accounts: [Account]

  /// The page, with the families that the program adds.
  func text(with others: [MetricFamily]) -> String {
    ([requests, callers, durations, settlements, payments] + others).map(\.text).joined()
  }

  private var requests: MetricFamily {
    var samples: [MetricFamily.Sample] = []
    forEachPath { path, name in
      for (place, status) in LoopMetrics.statuses.enumerated() {
        let count = sum { $0.requestCount(path, status: place) }
        guard count > 0 else { continue }
        samples.append(
          .init(labels: [("path", name), ("status", "\(status)")], value: "\(count)"))
      }
    }
    return MetricFamily(
      "wenbao_requests_total", .counter, help: "Requests answered, by path pattern and status.",
      samples: samples)
  }

  private var callers: MetricFamily {
    let named = accounts.map { account in
      (account.caller.name, { account.answerCount(status: $0) })
    }
    let others: [(String, (Int) -> Int)] = [
      ("anonymous", { place in sum { $0.anonymousCount(status: place) } }),
      ("refused", { place in sum { $0.refusedCount(status: place) } }),
    ]
    var samples: [MetricFamily.Sample] = []
    for (name, answerCount) in named + others {
      for (place, status) in LoopMetrics.statuses.enumerated() where answerCount(place) > 0 {
        samples.append(
          .init(
            labels: [("caller", name), ("status", "\(status)")], value: "\(answerCount(place))"))
      }
    }
    return MetricFamily(
      "wenbao_caller_requests_total", .counter, help: "Requests answered, by caller and status.",
      samples: samples)
  }

  private var durations: MetricFamily {
    var samples: [MetricFamily.Sample] = []
    forEachPath { path, name in
      var count = 0
      for bucket in 0...LoopMetrics.bucketMicroseconds.count {
        count += sum { $0.bucketCount(path, bucket: bucket) }
        let isLast = bucket == LoopMetrics.bucketMicroseconds.count
        let bound = isLast ? "+Inf" : seconds(LoopMetrics.bucketMicroseconds[bucket] * 1000)
        samples.append(
          .init(suffix: "_bucket", labels: [("path", name), ("le", bound)], value: "\(count)"))
      }
      let total = sum { $0.nanosecondCount(path) }
      samples.append(.init(suffix: "_sum", labels: [("path", name)], value: seconds(total)))
      samples.append(.init(suffix: "_count", labels: [("path", name)], value: "\(count)"))
    }
    return MetricFamily(
      "wenbao_request_duration_seconds", .histogram,
      help: "Time from a whole request to its answer, of a batch from its head to its last line, "
        + "by path pattern.", samples: samples)
  }

  private var settlements: MetricFamily {
    var samples: [MetricFamily.Sample] = []
    for scheme in Scheme.allCases {
      for kind in EncounterKind.allCases {
        for isSettled in [true, false] {
          let count = sum { $0.settlementCount(scheme, kind, isSettled: isSettled) }
          guard count > 0 else { continue }
          let outcome = isSettled ? "settled" : "notCovered"
          samples.append(
            .init(
              labels: [
                ("scheme", scheme.rawValue), ("kind", kind.rawValue), ("outcome", outcome),
              ], value: "\(count)"))
        }
      }
    }
    return MetricFamily(
      "wenbao_settlements_total", .counter,
      help: "Settlements computed, by scheme, kind and outcome.", samples: samples)
  }

  private var payments: MetricFamily {
    let samples = Payer.allCases.map { payer in
      let fen = sum { $0.fenPaid(by: payer) }
      let value = "\(fen / 100)." + (fen % 100 < 10 ? "0" : "") + "\(fen % 100)"
      return MetricFamily.Sample(labels: [("payer", "\(payer)")], value: value)
    }
    return MetricFamily(
      "wenbao_paid_yuan_total", .counter,
      help: "What settlements computed let each payer pay, in yuan.", samples: samples)
  }

  /// Every path with an answer: the resources by their patterns, and `other`.
  private func forEachPath(_ body: (_ path: Int, _ name: String) -> Void) {
    for path in 0..<LoopMetrics.pathCount {
      let hasAnswers = LoopMetrics.statuses.indices.contains { place in
        sum { $0.requestCount(path, status: place) } > 0
      }
      let resources = Resource.allCases
      if hasAnswers { body(path, path < resources.count ? resources[path].rawValue : "other") }
    }
  }

  private func sum(_ figure: (LoopMetrics) -> Int) -> Int {
    loops.reduce(0) { $0 + figure($1) }
  }

  /// Nanoseconds as seconds in decimal digits, without zeros at the end.
  private func seconds(_ nanoseconds: Int) -> String {
    Detail.decimal(Int64(nanoseconds), 9)
  }
}
