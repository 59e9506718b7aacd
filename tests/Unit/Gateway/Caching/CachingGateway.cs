using System.Globalization;
using Crm.Actors.Contracts;
using Crm.Actors.Gateway.Caching;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Streams;
using Crm.Actors.UnitTests.Streams;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ZiggyCreatures.Caching.Fusion;

namespace Crm.Actors.UnitTests.Gateway.Caching;

/// <summary>What a gateway remembers of one answer, which is a number: how often it was changed.</summary>
internal sealed class CachingGateway : IDisposable
{
    public const string Epoch = StreamEvents.Epoch;

    private readonly FrameEncoder _encoder = new();
    private readonly FeedDemand _demand;
    private readonly FusionCache? _own;

    /// <param name="store">What it shares with other gateways; null for nothing.</param>
    /// <param name="start">Where it begins to follow the log.</param>
    public CachingGateway(IFusionCache? store = null, long start = 0)
    {
        Marks = new FeedMarks(Time);
        _demand = new FeedDemand(new FeedFollowing(Time), Time);
        _own = store is null ? NewStore(TimeSpan.FromMinutes(10)) : null;
        Cache = new AnswerCache(Marks, _demand, store ?? _own);
        Marks.Restart(Epoch, start);
        Marks.Reach(start);
    }

    public static CacheKey<Counted> Key { get; } = new(
        "answer", Topic.Pipeline(StreamEvents.Id(1)), Topic.Pipeline(StreamEvents.Id(1)), static (answer, tags) => EntityTags.NoneAbove(tags, answer.Version));

    public FakeTimeProvider Time { get; } = new();

    public FeedMarks Marks { get; }

    public AnswerCache Cache { get; }

    /// <summary>How often the grain was asked.</summary>
    public int Loads { get; private set; }

    public static FusionCache NewStore(TimeSpan timeToLive) => new(Options.Create(new FusionCacheOptions
    {
        DefaultEntryOptions = new FusionCacheEntryOptions(timeToLive),
        DisableTagging = true,
        EnableBestPracticesAdvisor = false,
    }));

    /// <summary>An event comes from the log.</summary>
    public void Hear(long position, int pipeline = 1)
    {
        Marks.See([_encoder.Encode(Epoch, StreamEvents.Deal(position, pipeline, "pipeline.updated"))]);
        Marks.Reach(position);
    }

    /// <summary>An event about a deal comes from the log.</summary>
    public void HearDeal(long position, string data)
    {
        Marks.See([_encoder.Encode(Epoch, StreamEvents.Deal(position, data: data))]);
        Marks.Reach(position);
    }

    /// <summary>Asks where the grain answers at once.</summary>
    /// <returns>The version that was answered.</returns>
    public async Task<long> AskAsync(long version, long position, ClientState client = default) =>
        (await AskAsync(() => Task.FromResult(Of(version, position)), client)).Value!.Version;

    public Task<CommandResult<Counted>> AskAsync(Func<Task<CommandResult<Counted>>> load, ClientState client = default) => AskAsync(Key, load, client);

    public Task<CommandResult<Counted>> AskAsync(CacheKey<Counted> key, Func<Task<CommandResult<Counted>>> load, ClientState client = default) => Cache.GetAsync(
        key,
        client,
        () =>
        {
            Loads++;
            return load();
        });

    public static CommandResult<Counted> Of(long version, long position) => new(new Counted(version), position, null);

    /// <summary>A client that has an answer with this position.</summary>
    public static ClientState Seen(long position, string epoch = Epoch) => new(new StreamPosition(epoch, position), default);

    /// <summary>A client that has this version.</summary>
    public static ClientState Has(long version) => new(null, string.Create(CultureInfo.InvariantCulture, $"\"{version}\""));

    public void Dispose()
    {
        _demand.Dispose();
        _own?.Dispose();
        _encoder.Dispose();
    }

    internal sealed record Counted(long Version);
}
