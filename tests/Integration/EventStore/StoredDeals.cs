using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.IntegrationTests.EventStore;

/// <summary>Appends of deals for tests of stores.</summary>
internal static class StoredDeals
{
    private static readonly UuidV7Source Ids = new(TimeProvider.System);
    private static readonly KernelServices Clock = new(TimeProvider.System, Ids, new KernelOptions());

    public static Guid User { get; } = new("0190a000-0000-7000-8000-0000000000b1");

    public static Guid NewId() => Ids.Next();

    public static CommandContext Context(string? key = null) => new(new Caller(User, ["ROLE_ADMIN"], [], "en", null), key, new Guid(7, 7, 7, new byte[8]), null);

    /// <summary>The first append of a deal.</summary>
    public static Append<DealState, DealEvent> Creation(Guid id, string? key = null, string title = "created") =>
        Next(id, null, DealRules.Create(id, null, new CreateDeal(Context(), title) { Amount = 10m, Currency = "EUR" }, DefaultPipeline.Unchanged), key);

    /// <summary>An append that gives new titles, one event each.</summary>
    public static Append<DealState, DealEvent> Titles(Guid id, DealState before, string? key, params string[] titles)
    {
        var append = new Append<DealState, DealEvent>(id, before.Version, before, [], []);
        foreach (var title in titles)
        {
            var next = Next(id, append.State, PatchDealRule.Patch(append.State, new PatchDeal(Context()) { Title = title }, DefaultPipeline.Unchanged, default), null);
            append = append with { State = next.State, Events = append.Events.AddRange(next.Events) };
        }

        return append with { Keys = Keys(id, append.State, key) };
    }

    /// <summary>An append that only keeps a key.</summary>
    public static Append<DealState, DealEvent> KeyOnly(Guid id, DealState state, string key) => new(id, state.Version, state, [], Keys(id, state, key));

    /// <summary>What a rule decided, as an append.</summary>
    public static Append<DealState, DealEvent> Next(Guid id, DealState? before, Decision<DealEvent> decision, string? key)
    {
        var state = before;
        var events = ImmutableArray.CreateBuilder<Recorded<DealEvent>>();
        foreach (var happened in decision.Events)
        {
            var recorded = new Recorded<DealEvent>(Ids.Next(), (state?.Version ?? 0) + 1, Clock.Now(), User, null, happened);
            state = DealState.Apply(state, recorded);
            events.Add(recorded);
        }

        return new Append<DealState, DealEvent>(id, before?.Version ?? 0, state!, events.ToImmutable(), Keys(id, state!, key));
    }

    /// <summary>A state as one text, for comparison by value.</summary>
    public static string Text(this DealState? state) => state is null ? "none" :
        $"{state.View with { Tags = [], CustomFields = DealView.NoCustomFields }} {string.Join('|', state.View.Tags)} {string.Join('|', state.View.CustomFields)} {string.Join('|', state.FieldVersions)}";

    private static ImmutableArray<CommandKey> Keys(Guid id, DealState state, string? key) =>
        key is null ? [] : [new CommandKey(User, key, Context().RequestHash, id, state.Version)];
}
