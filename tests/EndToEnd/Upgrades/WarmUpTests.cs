using Crm.Actors.EndToEndTests.Support;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Upgrades;

/// <summary>What a silo does before it joins the others.</summary>
[Collection(SystemTests.Name)]
public sealed class WarmUpTests(SystemFixture fixture)
{
    [Fact]
    public async Task Silo_Joins_IsWarmAndHasWrittenNothing()
    {
        fixture.System.AllLines.ShouldContain(static line => line.Contains("Warm after", StringComparison.Ordinal));

        (await CountAsync("crm.deals WHERE title = '-'")).ShouldBe(0);
        (await CountAsync("events.log WHERE aggregate_type = 'deal' AND data::jsonb ->> 'title' = '-'")).ShouldBe(0);
        (await CountAsync("events.idempotency_keys WHERE key = 'warm-up'")).ShouldBe(0);
    }

    private Task<long> CountAsync(string rows) => fixture.System.Database.ScalarAsync<long>($"SELECT count(*) FROM {rows}");
}
