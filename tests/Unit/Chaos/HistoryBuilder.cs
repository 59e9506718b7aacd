using Crm.Actors.Chaos.Recording;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.UnitTests.Chaos;

/// <summary>
/// A clean history of a few deals, with a stream reader, a foreign consumer and a summary that saw all of it. A test plants its error in
/// what <see cref="Build"/> gives.
/// </summary>
internal sealed partial class HistoryBuilder
{
    private static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Guid User = new("00000000-0000-7000-8000-000000000001");

    private readonly Dictionary<Guid, DealState> _deals = [];
    private readonly List<LogRow> _log = [];
    private readonly List<LedgerRecord> _ledger = [];
    private int _key;

    /// <summary>Three deals, each created and edited in turn; the last one is won, archived and won again, which changes nothing.</summary>
    public static HistoryBuilder Clean()
    {
        var builder = new HistoryBuilder();
        Guid[] deals = [IdOf(100), IdOf(101), IdOf(102)];
        foreach (var deal in deals)
            builder.Create(deal, amount: 10 * (1 + deals.IndexOf(deal)));
        foreach (var deal in deals)
            builder.Patch(deal);
        builder.Move(deals[0], "proposal");
        builder.Act(deals[2], EditKind.Win);
        builder.Act(deals[2], EditKind.Win);
        builder.Act(deals[1], EditKind.Archive);
        return builder;
    }

    public static Guid IdOf(int number) => new(number, 0, 0, new byte[8]);

    public void Create(Guid deal, decimal amount)
    {
        var context = new DealContext(User, null, DefaultPipeline.Id, "new", amount, "EUR", DealStatus.Open, Archived: false);
        Edit(EditKind.Create, deal, new DealCreated(deal, "deal", null, null, [], DealView.NoCustomFields, context));
    }

    public void Patch(Guid deal) =>
        Edit(EditKind.Patch, deal, new DealUpdated([new FieldChange("title", "\"deal\"", $"\"edit {_key}\"")], ContextOf(deal), null));

    public void Move(Guid deal, string stage)
    {
        var before = ContextOf(deal);
        Edit(EditKind.Stage, deal, new DealStageChanged(before.Stage, stage, before with { Stage = stage }, null), stage);
    }

    /// <summary>Wins or archives; without an event when that is so already.</summary>
    public void Act(Guid deal, EditKind kind)
    {
        var before = ContextOf(deal);
        var after = kind == EditKind.Win ? before with { Status = DealStatus.Won } : before with { Archived = true };
        DealEvent? happened = before == after ? null : kind == EditKind.Win ? new DealWon(after, null) : new DealArchived(after, null);
        Edit(kind, deal, happened);
    }

    public History Build() => new()
    {
        Edits = Crm.Actors.Chaos.Recording.Edit.From(_ledger),
        Log = [.. _log],
        Deals = [.. _deals.Values],
        Tasks = [.. _tasks.Values],
        Streams = [new StreamSeen("stream 0", 2, [.. _log.Skip(2).Where(static r => r.Event.Data is DealEvent).Select(static r => new StreamSeen.Message(r.Position, r.Event.Id))])],
        Wire = [.. _log.Select(static r => new WireMessage(r.Event.Id, r.Aggregate, r.Version, r.Position))],
        Summary = new SummaryReading(_log.Count, _log.Count, [new("new", "won", "EUR", 1, 30m), new("proposal", "open", "EUR", 1, 10m)]),
        Repeated = [.. _ledger.OfType<Answered>().Take(2).Select(static a => new RepeatedAnswer(a.Key, a))],
    };

    private void Edit(EditKind kind, Guid deal, DealEvent? happened, string? argument = null)
    {
        var (key, trace, at) = ($"key {_key}", $"trace {_key}", TimeSpan.FromSeconds(_key));
        _key++;
        _ledger.Add(new Sent(key, 1, at, kind, kind == EditKind.Create ? null : deal, trace, argument, 0));
        if (happened is not null)
        {
            var recorded = new Recorded<DealEvent>(
                IdOf(_log.Count + 1), (_deals.GetValueOrDefault(deal)?.Version ?? 0) + 1, Day + at, User, trace, happened)
            {
                Position = _log.Count + 1,
            };
            _log.Add(LogRow.Of(deal, recorded));
            _deals[deal] = DealState.Apply(_deals.GetValueOrDefault(deal), recorded);
        }

        var version = _deals[deal].Version;
        _ledger.Add(new Answered(key, 1, at + TimeSpan.FromMilliseconds(10), kind == EditKind.Create ? 201 : 200, deal, version, $"digest of {key}", null));
    }

    private DealContext ContextOf(Guid deal)
    {
        var view = _deals[deal].View;
        return new DealContext(view.OwnerId, view.TeamId, view.PipelineId, view.Stage, view.Amount, view.Currency, view.Status, view.Archived);
    }
}
