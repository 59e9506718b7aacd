using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.TestKit.Running;
using Shouldly;

namespace Crm.Actors.EndToEndTests.Support;

/// <summary>What every stored deal must satisfy.</summary>
internal static class DealHistories
{
    /// <summary>Versions are 1, 2, 3, ... and replaying the events gives the stored row.</summary>
    public static async Task<IReadOnlyList<Recorded<DealEvent>>> CheckAsync(CrmSystem system, Guid deal)
    {
        var events = await system.EventsAsync(deal);
        events.Select(static e => e.Version).ShouldBe(Enumerable.Range(1, events.Count).Select(static v => (long)v), $"Versions of {deal}");
        DealState? replayed = null;
        foreach (var recorded in events)
            replayed = DealState.Apply(replayed, recorded);
        var row = (await system.RowAsync(deal)).ShouldNotBeNull();
        Text(row.View).ShouldBe(Text(replayed!.View), $"The row of {deal}");
        row.FieldVersions.ShouldBe(replayed.FieldVersions, $"The field versions of {deal}");
        return events;
    }

    /// <summary>The new titles that updates gave, with their versions.</summary>
    public static IEnumerable<(string Title, long Version)> Titles(IEnumerable<Recorded<DealEvent>> events) =>
        from recorded in events
        where recorded.Data is DealUpdated
        from change in ((DealUpdated)recorded.Data).Changes
        where change.Field == "title"
        select (change.To.Trim('"'), recorded.Version);

    private static string Text(DealView view) =>
        $"{view with { Tags = [], CustomFields = DealView.NoCustomFields }} {string.Join(',', view.Tags)} {string.Join(',', view.CustomFields)}";
}
