using Crm.Actors.Chaos.Readers;
using Crm.Actors.Chaos.Recording;
using Crm.Actors.TestKit.RabbitMq;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Chaos;

/// <summary>Ends the load, waits until all readers have everything, and puts the history together.</summary>
public sealed class HistoryTaker(Rig rig)
{
    private const int MostRepeated = 400;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly List<string> _stuck = [];

    public async Task<History> TakeAsync()
    {
        await rig.Load.StopAsync();
        await rig.System.UntilReadyAsync();
        var edits = Edit.From(rig.Ledger.Records());
        var repeated = await RepeatAsync(edits);
        // They come by themselves, and are events.
        var reminders = 0L;
        await UntilAsync(async () => (reminders = await rig.System.RemindersAsync()) == 0, "the reminders come", () => $"{reminders} are left");
        var head = await rig.System.HeadAsync();
        await UntilAsync(() => Task.FromResult(rig.Streams.AreAt(head)), $"the streams reach {head}");
        if (rig.Foreign is { } foreign)
            await UntilAsync(() => Task.FromResult(foreign.Distinct >= head), $"the foreign consumer gets {head} events", () => $"it has {foreign.Distinct}");
        if (rig.System.RabbitMq is { } broker)
            await DrainAsync(broker);
        SummaryReading? summary = null;
        await UntilAsync(
            async () => (summary = await SummaryReader.ReadAsync(rig.Clients[0])) is { } read && read.Position == head && read.Newest == head,
            $"the pipeline summary reaches {head}",
            () => $"it is {summary}");
        await UntilAsync(
            async () => await rig.System.Database.ScalarAsync<long>("SELECT position FROM events.consumer_progress WHERE consumer = 'deal-totals'") == head,
            $"the totals of deals reach {head}");
        return new History
        {
            Edits = edits,
            Log =
            [
                .. (await rig.System.EventsAsync()).Select(static row => LogRow.Of(row.Deal, row.Event))
                    .Concat((await rig.System.PaymentEventsAsync()).Select(static row => LogRow.Of(row.Payment, row.Event)))
                    .Concat((await rig.System.PipelineEventsAsync()).Select(static row => LogRow.Of(row.Pipeline, row.Event)))
                    .Concat(await rig.System.TaskEventsAsync())
                    .Concat(await rig.System.OtherEventsAsync())
                    .OrderBy(static row => row.Position),
            ],
            Deals = await rig.System.RowsAsync(),
            Payments = await rig.System.PaymentRowsAsync(),
            Tasks = await rig.System.TaskRowsAsync(),
            Differences = await VerifyAsync(),
            Streams = rig.Streams.Seen(),
            Wire = rig.Foreign?.Messages(),
            Summary = summary,
            Repeated = repeated,
            Outages = rig.Outages.Outages,
            Stuck = _stuck,
            EndedAt = TimeProvider.System.GetUtcNow(),
        };
    }

    /// <summary>The lines of <c>silo verify</c>, when it finds anything.</summary>
    private async Task<string[]> VerifyAsync()
    {
        try
        {
            await rig.System.SiloCommandAsync("verify");
            return [];
        }
        catch (InvalidOperationException differences)
        {
            return differences.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
    }

    /// <summary>Sends edits that are in the log again: those that needed a retry, and a sample of the others.</summary>
    private async Task<List<RepeatedAnswer>> RepeatAsync(IReadOnlyList<Edit> edits)
    {
        var logged = (await rig.System.EventsAsync()).Select(static row => row.Event.TraceParent)
            .Concat((await rig.System.PaymentEventsAsync()).Select(static row => row.Event.TraceParent))
            .Concat((await rig.System.PipelineEventsAsync()).Select(static row => row.Event.TraceParent))
            .Concat((await rig.System.TaskEventsAsync()).Select(static row => row.Event.TraceParent)).ToHashSet(StringComparer.Ordinal);
        var candidates = edits.Where(e => rig.Load.Accepted.ContainsKey(e.Key) && logged.Contains(e.Trace)).ToList();
        var chosen = candidates.Where(static e => e.Attempts.Count > 1).Take(MostRepeated)
            .Concat(candidates.Where((e, i) => e.Attempts.Count == 1 && i % (1 + (candidates.Count / 100)) == 0));
        var repeated = new List<RepeatedAnswer>();
        foreach (var edit in chosen)
        {
            var gateway = edit.Decision!.Attempt % rig.Clients.Count;
            Answered? answer = null;
            await UntilAsync(
                async () => (answer = await rig.Sender.RepeatAsync(rig.Load.Accepted[edit.Key], edit.Key, gateway++ % rig.Clients.Count)) is { IsUndecided: false },
                $"{edit.Key} is answered again");
            if (answer is not null)
                repeated.Add(new RepeatedAnswer(edit.Key, answer));
        }

        return repeated;
    }

    /// <summary>Every partition has to be read to its end by somebody, even where the summary could do without.</summary>
    private async Task DrainAsync(RabbitMqServer broker)
    {
        var left = "";
        await UntilAsync(
            async () =>
            {
                var lengths = await broker.QueueLengthsAsync();
                left = string.Join(", ", lengths.Where(static q => q.Key.StartsWith("crm.partition.", StringComparison.Ordinal) && q.Value > 0).Select(static q => $"{q.Key} holds {q.Value}"));
                return left.Length == 0;
            },
            "the partitions are read to their end",
            () => left);
        if (left.Length > 0)
            await File.WriteAllTextAsync(Path.Combine(rig.Folder, "broker.txt"), await broker.DescribeAsync());
    }

    private async Task UntilAsync(Func<Task<bool>> condition, string what, Func<string>? state = null)
    {
        try
        {
            await Condition.WaitAsync(condition, Patience, () => what);
        }
        catch (TimeoutException)
        {
            _stuck.Add($"after {Patience}: {what}{(state is null ? "" : $", but {state()}")}");
        }
    }
}
