using System.Globalization;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Persistence.Deals;
using Npgsql;

namespace Crm.Actors.Persistence.Verifying;

/// <summary>What deals were before later changes: each row is what the events up to its version give, and none is missing of what was asked for.</summary>
internal sealed class FormerDealsReplay(Action<Difference> found)
{
    private const string What = "crm.former_deals";

    private readonly Dictionary<(Guid Deal, long Version), (DealView Deal, long Since, long Until)> _rows = [];
    private readonly HashSet<(Guid Deal, long Version)> _unreadable = [];
    private readonly Dictionary<Guid, (DealState State, long Position)> _last = [];
    private FormerCoverage _coverage;

    /// <summary>Reads the rows of a share.</summary>
    public async Task ReadAsync(NpgsqlConnection connection, Share share, CancellationToken cancellation)
    {
        await using var coverage = new NpgsqlCommand("SELECT start, position FROM crm.former_deals_position WHERE singleton", connection);
        await using (var row = await coverage.ExecuteReaderAsync(cancellation))
            _coverage = await row.ReadAsync(cancellation) ? new(row.GetInt64(0), row.GetInt64(1)) : default;
        await using var command = new NpgsqlCommand(
            $"SELECT {FormerDealRows.ViewColumns}, f.since, f.until FROM crm.former_deals f WHERE {share.Of("f.id")}", connection)
        { CommandTimeout = 0 };
        await using var former = await command.ExecuteReaderAsync(cancellation);
        while (await former.ReadAsync(cancellation))
        {
            var (id, version, since, until) = (former.GetGuid(0), former.GetInt64(1), former.GetInt64(20), former.GetInt64(21));
            try
            {
                if (!_rows.TryAdd((id, version), (DealMapping.ReadView(former), since, until)))
                    found(new Difference(What, id, version, until, "there are two rows of the version"));
            }
            catch (Exception defect) when (UnreadableRow.Is(defect))
            {
                _unreadable.Add((id, version));
                found(UnreadableRow.Of(What, id, version, until, defect));
            }
        }
    }

    /// <param name="state">A state of a deal.</param>
    /// <param name="recorded">The event that made it.</param>
    public void Take(DealState state, Recorded<DealEvent> recorded)
    {
        var id = state.View.Id;
        if (_last.TryGetValue(id, out var before))
        {
            if (_rows.Remove((id, before.State.Version), out var row))
                Compare(before.State, row.Deal, (before.Position, recorded.Position), (row.Since, row.Until));
            else if (recorded.Position > _coverage.Start && recorded.Position <= _coverage.Position && !_unreadable.Contains((id, before.State.Version)))
                found(new Difference(What, id, before.State.Version, recorded.Position, "has no row"));
        }

        _last[id] = (state, recorded.Position);
    }

    /// <summary>After the last event of the share.</summary>
    /// <param name="isBroken">Whether a deal's events could not all be replayed; that is said already.</param>
    public void End(Func<Guid, bool> isBroken)
    {
        foreach (var ((deal, version), row) in _rows)
        {
            if (!isBroken(deal))
                found(new Difference(What, deal, version, row.Until, "the log knows nothing of the row"));
        }
    }

    private void Compare(DealState replayed, DealView stored, (long Since, long Until) given, (long Since, long Until) kept)
    {
        if (given != kept)
            found(new Difference(What, stored.Id, stored.Version, given.Until, string.Create(CultureInfo.InvariantCulture, $"is from {kept.Since} until {kept.Until}, the events give {given.Since} and {given.Until}")));
        var state = new DealState(stored, DealState.Untouched);
        foreach (var column in FormerDealRows.Columns)
        {
            if (!Equals(column.ValueOf(replayed), column.ValueOf(state)))
                found(new Difference(What, stored.Id, stored.Version, given.Until, $"{column.Name} is otherwise in the events"));
        }
    }
}
