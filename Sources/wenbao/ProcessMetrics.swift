import API
import Foundation
import Insurance
import Server
import Telemetry

/// What the program counts beside the answers: connections, the policy, the process itself.
final class ProcessMetrics: Sendable {
  let server: ServerMonitor
  /// The operators' own listener, if they have one.
  let operations: ServerMonitor?
  let policy: PolicySlot
  let reloader: Reloader
  let certificates: CertificateKeeper?
  let reporting: Reporting
  let decisions: DecisionLog?
  private let started = Date()

  init(
    server: ServerMonitor, operations: ServerMonitor?, policy: PolicySlot, reloader: Reloader,
    certificates: CertificateKeeper?, reporting: Reporting, decisions: DecisionLog?
  ) {
    self.reporting = reporting
    self.server = server
    self.operations = operations
    self.policy = policy
    self.reloader = reloader
    self.certificates = certificates
    self.decisions = decisions
  }

  /// The families, in the order of the page.
  var families: [MetricFamily] {
    connections + (certificates?.families(handshakes) ?? [])
      + [reloader.settings.tokenExpiry] + policyFamilies + reloads + telemetry
      + (decisions?.families ?? []) + process
  }

  private var telemetry: [MetricFamily] {
    [
      MetricFamily(
        "wenbao_log_lines_dropped_total", .counter,
        help: "Lines of the log that nobody took in time.", value: "\(reporting.log.droppedCount)")
    ] + (reporting.spans?.families ?? [])
  }

  /// The loops that are stuck, whatever listener they serve.
  var stuckLoopCount: Int { listeners.reduce(0) { $0 + $1.monitor.stuckLoopCount() } }

  /// The servers by the names of their listeners.
  var listeners: [(name: String, monitor: ServerMonitor)] {
    [("main", server)] + (operations.map { [("operations", $0)] } ?? [])
  }

  private var connections: [MetricFamily] {
    let listeners = listeners.map { (name: $0.name, counters: $0.monitor.counters) }
    func samples(_ counter: ServerCounter) -> [MetricFamily.Sample] {
      listeners.map {
        .init(labels: [("listener", $0.name)], value: "\($0.counters[counter])")
      }
    }
    func samples(_ label: String, _ named: [(String, ServerCounter)]) -> [MetricFamily.Sample] {
      listeners.flatMap { listener in
        named.map { name, counter in
          .init(
            labels: [("listener", listener.name), (label, name)],
            value: "\(listener.counters[counter])")
        }
      }
    }
    return [
      MetricFamily(
        "wenbao_connections_accepted_total", .counter, help: "Connections accepted, by listener.",
        samples: samples(.accepted)),
      MetricFamily(
        "wenbao_connections_open", .gauge, help: "Connections open now, by listener.",
        samples: samples(.open)),
      MetricFamily(
        "wenbao_connections_refused_total", .counter, help: "Connections refused, by reason.",
        samples: samples(
          "reason",
          [
            ("tooMany", .refusedOverConnections), ("tooManyOfOrigin", .refusedOverOrigin),
            ("goneBeforeAccepted", .goneBeforeAccepted),
          ])),
      MetricFamily(
        "wenbao_accept_pauses_total", .counter,
        help: "Times that accepting paused for want of descriptors or memory.",
        samples: samples(.acceptPauses)),
      MetricFamily(
        "wenbao_timeouts_total", .counter, help: "Connections given up in time, by kind.",
        samples: samples(
          "kind",
          [
            ("idle", .idleTimeouts), ("head", .headTimeouts), ("body", .bodyTimeouts),
            ("write", .writeTimeouts),
          ])),
      MetricFamily(
        "wenbao_connections_broken_total", .counter,
        help: "Connections that a client reset or the network broke.",
        samples: samples(.broken)),
      MetricFamily(
        "wenbao_bytes_total", .counter, help: "Octets received and sent.",
        samples: samples(
          "direction", [("received", .bytesReceived), ("sent", .bytesSent)])),
      MetricFamily(
        "wenbao_loops_stuck", .gauge, help: "Event loops that no longer turn, by listener.",
        samples: self.listeners.map { name, monitor in
          .init(labels: [("listener", name)], value: "\(monitor.stuckLoopCount())")
        }),
    ]
  }

  /// TLS handshakes at all listeners, by how they ended.
  private var handshakes: [(result: String, count: Int)] {
    let counters = listeners.map(\.monitor.counters)
    return [
      ("done", .handshakes), ("failed", .handshakeFailures), ("timedOut", .handshakeTimeouts),
    ].map { (result: String, counter: ServerCounter) in
      (result, counters.reduce(0) { $0 + $1[counter] })
    }
  }

  private var policyFamilies: [MetricFamily] {
    let edition = policy.edition
    return [
      MetricFamily(
        "wenbao_policy_info", .gauge, help: "The policy in force; always 1.",
        samples: [
          .init(
            labels: [("id", edition.policy.id), ("digest", edition.policy.digest)], value: "1")
        ]),
      MetricFamily(
        "wenbao_policy_loaded_timestamp_seconds", .gauge,
        help: "When the policy in force was loaded, in Unix time.",
        value: "\(reloader.policyLoadedAtUnixSeconds)"),
      MetricFamily(
        "wenbao_build_info", .gauge, help: "The program; always 1.",
        samples: [.init(labels: [("version", Version.current)], value: "1")]),
    ]
  }

  private var reloads: [MetricFamily] {
    let parts: [(ReloadReport.Part, name: String, help: String)] = [
      (.settings, "wenbao_settings_reloads_total", "Reloads of the settings, by result."),
      (.policy, "wenbao_policy_reloads_total", "Reloads of the policy, by result."),
      (.certificates, "wenbao_tls_reloads_total", "Reloads of the certificates, by result."),
    ]
    return parts.filter { $0.0 != .certificates || certificates != nil }.map { part, name, help in
      let counts = reloader.counts(of: part)
      return MetricFamily(
        name, .counter, help: help,
        samples: [
          .init(labels: [("result", "accepted")], value: "\(counts.accepted)"),
          .init(labels: [("result", "refused")], value: "\(counts.refused)"),
        ])
    }
  }

  private var process: [MetricFamily] {
    let usage = ProcessUsage.now()
    return [
      MetricFamily(
        "process_cpu_seconds_total", .counter, help: "Processor time used, in seconds.",
        value: usage.processorSeconds),
      MetricFamily(
        "process_resident_memory_bytes", .gauge, help: "Resident memory, in octets.",
        value: "\(usage.residentBytes)"),
      MetricFamily(
        "process_open_fds", .gauge, help: "Open descriptors.", value: "\(usage.descriptors)"),
      MetricFamily(
        "process_start_time_seconds", .gauge, help: "When the process started, in Unix time.",
        value: "\(Int(started.timeIntervalSince1970))"),
    ]
  }
}
