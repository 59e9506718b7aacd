using System.Diagnostics;
using Crm.Actors.Observability.Traces;
using OpenTelemetry.Trace;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Observability;

public sealed class RequestSamplerTests
{
    [Theory]
    [InlineData(1, ActivityKind.Server, true)]
    [InlineData(1, ActivityKind.Client, false)]
    [InlineData(1, ActivityKind.Internal, false)]
    [InlineData(1, ActivityKind.Consumer, false)]
    [InlineData(0, ActivityKind.Server, false)]
    public void ShouldSample_ATraceThatBegins_IsOneOfARequest(double ratio, ActivityKind kind, bool expected) =>
        IsSampled(new RequestSampler(ratio), kind, "0af7651916cd43dd8448eb211c80319c").ShouldBe(expected);

    [Fact]
    public void ShouldSample_AQuarterOfTheRequests_IsAboutAQuarter()
    {
        var (random, sampler) = (new Random(7), new RequestSampler(0.25));
        var id = new byte[16];

        var sampled = Enumerable.Range(0, 4000).Count(_ =>
        {
            random.NextBytes(id);
            return IsSampled(sampler, ActivityKind.Server, Convert.ToHexStringLower(id));
        });

        sampled.ShouldBeInRange(850, 1150);
    }

    private static bool IsSampled(RequestSampler sampler, ActivityKind kind, string trace) =>
        sampler.ShouldSample(new SamplingParameters(default, ActivityTraceId.CreateFromString(trace), "a span", kind)).Decision == SamplingDecision.RecordAndSample;
}
