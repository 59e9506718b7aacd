using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Attacks;

/// <summary>
/// Redis is killed three times and frozen once under load. Killed, this Redis has lost all sessions: they end, and none comes back. Frozen, it
/// has kept them: they go on, and what was used or ended stays so.
/// </summary>
[Collection(AttackTests.Name)]
public sealed class RedisStormTests(AttackFixture fixture, ITestOutputHelper output)
{
    private const int Some = 5;

    /// <summary>The promise of 2 s, and what the client itself takes on a busy machine, for most; and for each.</summary>
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(2.5);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private static readonly string[] Working = ["log-in 200", "refresh 200", "read 200", "dead token 401"];
    private static readonly string[] Refused = ["log-in 503", "refresh 503", "dead token 503", "read 200"];

    [Fact]
    public async Task Redis_KilledAndFrozenUnderLoad_LetsNobodyInAndHeals()
    {
        var redis = fixture.System.Redis!;
        var storm = await RedisStorm.StartAsync(fixture);
        await using (storm)
        {
            await storm.UntilAsync(Some, Working);
            redis.Freeze();
            try
            {
                await storm.UntilAsync(Some, Refused);
            }
            finally
            {
                redis.Resume();
            }

            await storm.UntilAsync(Some, Working);
            for (var round = 0; round < 3; round++)
            {
                storm.ExpectLoss();
                await redis.KillAsync();
                try
                {
                    await storm.UntilAsync(Some, Refused);
                }
                finally
                {
                    await redis.StartAsync();
                }

                await storm.UntilAsync(Some, Working);
                await storm.RenewDeadTokensAsync();
            }
        }

        output.WriteLine($"{storm}; refusals took {storm.Refusals.Order().ElementAt(storm.Refusals.Count / 2).TotalMilliseconds:0} ms in the middle, at most {storm.Refusals.Max().TotalMilliseconds:0} ms");
        storm.Violations.ShouldBeEmpty();
        storm.Refusals.Order().ElementAt(storm.Refusals.Count * 9 / 10).ShouldBeLessThan(Promise);
        storm.Refusals.Max().ShouldBeLessThan(Longest);
        (storm.Count("guess 401") + storm.Count("guess 429")).ShouldBeGreaterThan(Some, "Guessing goes on, and is slowed.");
        (storm.Count("guess 200") + storm.Count("dead token 200")).ShouldBe(0);
    }
}
