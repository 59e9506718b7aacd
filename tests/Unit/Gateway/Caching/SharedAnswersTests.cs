using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Gateway.Caching;
using Shouldly;
using Xunit;
using ZiggyCreatures.Caching.Fusion;
using static Crm.Actors.UnitTests.Gateway.Caching.CachingGateway;

namespace Crm.Actors.UnitTests.Gateway.Caching;

/// <summary>Two gateways that keep their answers in one place, each as far in the log as it is.</summary>
public sealed class SharedAnswersTests : IDisposable
{
    private static readonly CacheKey<Counted> Figures = new("figures", Topic.Figures(DefaultPipeline.Id), Topic.Figures(DefaultPipeline.Id), static (_, _) => false)
    {
        Advance = static (answer, _) => answer,
    };

    private readonly FusionCache _store = NewStore(TimeSpan.FromMinutes(10));

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Get_KeptByAnother_IsUsedWhereNoEventSpeaksAgainstIt()
    {
        using var one = new CachingGateway(_store);
        using var two = new CachingGateway(_store);
        one.Hear(5);
        await one.AskAsync(version: 1, position: 5);

        (await two.AskAsync(version: 9, position: 9)).ShouldBe(1, "It is behind the other one.");
        two.Hear(5);
        (await two.AskAsync(version: 9, position: 9)).ShouldBe(1);
        two.Hear(7);
        (await two.AskAsync(version: 2, position: 7)).ShouldBe(2);
        (await one.AskAsync(version: 9, position: 9)).ShouldBe(2, "The first one has yet to hear of 7.");
    }

    /// <summary>What happened between the other one's answer and the beginning is not known.</summary>
    [Fact]
    public async Task Get_KeptBeforeThisOneBegan_IsNotUsed()
    {
        using var one = new CachingGateway(_store);
        one.Hear(5);
        await one.AskAsync(version: 1, position: 5);
        using var two = new CachingGateway(_store, start: 100);

        (await two.AskAsync(version: 2, position: 50)).ShouldBe(2);
        (await two.AskAsync(version: 3, position: 101)).ShouldBe(2, "Its own, though it rests on an event from before the beginning.");
    }

    [Fact]
    public async Task Get_Figures_MoveOnWithTheLogUntilADealOfThePipelineDoes()
    {
        using var gateway = new CachingGateway();
        var counted = await gateway.AskAsync(Figures, static () => Task.FromResult(Of(1, 3)));
        counted.Position.ShouldBe(3);

        gateway.HearDeal(8, """{"deal":{"pipelineId":"00000000-0000-7000-8000-0000000000d2"}}""");
        gateway.Hear(9);
        (await gateway.AskAsync(Figures, static () => Task.FromResult(Of(2, 9)))).ShouldBe(Of(1, 9), "As far as the gateway knows the log, none of them was a deal of this pipeline.");

        gateway.HearDeal(10, """{"deal":{"pipelineId":"00000000-0000-7000-8000-0000000000d2"},"before":{"pipelineId":"00000000-0000-7000-8000-0000000000d1"}}""");
        (await gateway.AskAsync(Figures, static () => Task.FromResult(Of(3, 9)))).ShouldBe(Of(3, 9), "The one that counts has yet to come to 10.");
        (await gateway.AskAsync(Figures, static () => Task.FromResult(Of(4, 10)))).ShouldBe(Of(4, 10));
        (await gateway.AskAsync(Figures, static () => Task.FromResult(Of(5, 11)))).ShouldBe(Of(4, 10));
    }

    [Fact]
    public async Task Get_FiguresThatAreBehindWhatIsKnown_AreNotKept()
    {
        using var gateway = new CachingGateway(start: 100);

        await gateway.AskAsync(Figures, static () => Task.FromResult(Of(1, 99)));

        (await gateway.AskAsync(Figures, static () => Task.FromResult(Of(2, 100)))).ShouldBe(Of(2, 100));
    }

    /// <summary>Commits, events, answers and losses in any order: what is remembered is never older than what the gateway had heard when it was asked.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Get_AnyOrder_IsNeverOlderThanWhatWasHeard(int seed)
    {
        var random = new Random(seed);
        using var one = new CachingGateway(_store);
        using var two = new CachingGateway(_store);
        CachingGateway[] gateways = [one, two];
        var heard = new long[2];
        var log = new List<long> { 0 };
        var waiting = new List<(TaskCompletionSource<CommandResult<Counted>> Grain, long Version)>();
        var asked = new List<Task>();
        for (var step = 0; step < 5000; step++)
        {
            var gateway = random.Next(2);
            switch (random.Next(5))
            {
                case 0:
                    // A version is the number of commits, at the position of the same number.
                    log.Add(log.Count);
                    break;
                case 1 when heard[gateway] < log.Count - 1:
                    gateways[gateway].Hear(++heard[gateway]);
                    break;
                case 2 when waiting.Count > 0:
                    var (grain, version) = waiting[random.Next(waiting.Count)];
                    waiting.Remove((grain, version));
                    grain.SetResult(Of(version, version));
                    break;
                default:
                    var client = random.Next(3) == 0 ? Seen(random.Next(log.Count)) : default;
                    asked.Add(CheckAsync(gateways[gateway], heard[gateway], client));
                    break;
            }
        }

        waiting.ForEach(static load => load.Grain.SetResult(Of(load.Version, load.Version)));
        await Task.WhenAll(asked);
        (one.Loads + two.Loads).ShouldBeLessThan(asked.Count);

        async Task CheckAsync(CachingGateway gateway, long known, ClientState client)
        {
            var least = Math.Max(known, client.Position?.Position ?? 0);
            var answer = await gateway.AskAsync(Load, client);
            answer.Value!.Version.ShouldBeGreaterThanOrEqualTo(least);
        }

        Task<CommandResult<Counted>> Load()
        {
            // The grain reads when it is asked; its answer comes later.
            var grain = new TaskCompletionSource<CommandResult<Counted>>();
            waiting.Add((grain, log.Count - 1));
            return grain.Task;
        }
    }
}
