using Crm.Actors.Chaos.Checking;
using Crm.Actors.Chaos.Recording;

namespace Crm.Actors.Chaos.Reporting;

/// <summary>Writes a history beside its ledger, one line a record, for whoever looks into a failure.</summary>
internal static class HistoryFiles
{
    public static async Task WriteAsync(string folder, History history, IReadOnlyList<Finding> findings)
    {
        Task Lines(string file, IEnumerable<string> lines) => File.WriteAllLinesAsync(Path.Combine(folder, file), lines);

        await Lines("findings.txt", findings.Select(static f => $"{f.Kind}: {f.What}"));
        await Lines("outages.txt", history.Outages.Select(static o => $"{o.From:c} to {o.Until:c} {o.Name}"));
        await Lines("log.txt", history.Log.Select(static r => $"{r.Position} {r.Event.Id} {r.Aggregate} {r.Version} {r.Event.Data.GetType().Name} {r.Event.TraceParent} {r.Event.At:O}"));
        await Lines("deals.txt", history.Deals.Select(static d => d.View.ToString()));
        await Lines("tasks.txt", history.Tasks.Select(static t => $"{t.View} {string.Join(',', t.View.Reminders)}"));
        await Lines("telegram.txt", history.Telegram?.Requests.Select(static r => $"{r.At:c} {r.ChatId} {r.Status} {r.Text.ReplaceLineEndings(" ")}") ?? []);
        await Lines("summary.txt", [$"{history.Summary}", .. history.Summary?.Totals.Select(static t => t.ToString()) ?? []]);
        await Lines("wire.txt", history.Wire?.Select(static m => $"{m.Position} {m.Id} {m.Subject} {m.Sequence}") ?? []);
        foreach (var stream in history.Streams)
            await Lines($"{stream.Reader.Replace(' ', '-')}.txt", stream.Messages.Select(static m => $"{m.Position} {m.EventId}"));
    }
}
