using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.Streams;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Streams.Summaries;

/// <summary>Who gets the summary: those who named it, and nobody else.</summary>
public sealed class SummaryRequestTests(RunningGateway gateway) : IClassFixture<RunningGateway>
{
    [Theory]
    [InlineData("", false)]
    [InlineData("?types=deal.*", false)]
    [InlineData("?types=deal.updated,pipeline", false)]
    [InlineData("?types=pipeline.summary", true)]
    [InlineData("?types=deal.*,pipeline.summary", true)]
    [InlineData("?types=pipeline.*", true)]
    [InlineData("?types=*", true)]
    [InlineData("?types=pipeline.summary&stage=new&ownerId=00000000-0000-7000-8000-000000000001", true)]
    public void Types_NameIt_OrDoNot(string query, bool expected)
    {
        var errors = new RequestErrors();
        var request = new DefaultHttpContext().Request;
        request.QueryString = new QueryString(query);

        StreamRequest.Read(request, StreamRequest.DealsParameters, errors).ToDealsFilter().WithSummary.ShouldBe(expected);

        errors.Any.ShouldBeFalse();
    }

    [Fact]
    public async Task Get_StreamWithIt_ShowsWhatTheGrainCounts()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var stream = await gateway.Reset().Client.GetStreamAsync(new Uri("/api/v1/deals/stream?types=pipeline.*", UriKind.Relative), limit.Token);
        using var lines = new StreamReader(stream);
        var seen = new List<string>();
        while (await lines.ReadLineAsync(limit.Token) is { } line && !line.StartsWith("data:", StringComparison.Ordinal))
            seen.Add(line);

        seen[^1].ShouldBe("event: pipeline.summary");
        seen.ShouldContain("id: e1-0");
        gateway.Summary.Key.ShouldBe(Contracts.Deals.DefaultPipeline.Id);
    }
}
