-- One line for the harness: answers, microseconds, answers that are not 2xx or 3xx, broken connections, p50 and p99 in microseconds.

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("SUMMARY %d %d %d %d %d %d\n", summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout, latency:percentile(50), latency:percentile(99)))
end
