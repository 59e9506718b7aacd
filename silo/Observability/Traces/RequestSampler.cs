using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Crm.Actors.Observability.Traces;

/// <summary>Decides whether a trace begins: with a part of the requests that come in, and with nothing else.</summary>
/// <param name="ratio">The part, 0 to 1.</param>
internal sealed class RequestSampler(double ratio) : Sampler
{
    private readonly TraceIdRatioBasedSampler _part = new(ratio);

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.Kind == ActivityKind.Server ? _part.ShouldSample(samplingParameters) : new SamplingResult(SamplingDecision.Drop);
}
