using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Crm.Actors.Chaos.Recording;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Chaos.Load;

/// <summary>Sends edits, each attempt to another gateway than the one before, and keeps the ledger.</summary>
public sealed class EditSender(IReadOnlyList<CrmClient> gateways, Ledger ledger, ChaosClock clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private int _undecided;

    /// <summary>Attempts so far that decided nothing.</summary>
    public int Undecided => Volatile.Read(ref _undecided);

    /// <summary>Sends under one key until there is a decision or patience is over.</summary>
    /// <returns>The decision; null when it is unknown to the end.</returns>
    public async Task<Answered?> SendAsync(PlannedEdit edit, string key, int firstGateway, TimeSpan patience)
    {
        var until = clock.Now + patience;
        for (var attempt = 1; clock.Now < until; attempt++)
        {
            var gateway = (firstGateway + attempt - 1) % gateways.Count;
            await ledger.AppendAsync(new Sent(key, attempt, clock.Now, edit.Kind, edit.Deal, TraceOf(key), edit.Argument, gateway));
            var began = clock.Now;
            var record = await TryAsync(edit, key, attempt, gateway);
            if (record is Answered answered)
                record = answered with { Took = answered.At - began };
            await ledger.AppendAsync(record);
            if (record is Answered { IsUndecided: false } decided)
                return decided;
            Interlocked.Increment(ref _undecided);
            await Task.Delay(Pause);
        }

        return null;
    }

    /// <summary>Sends once, for what is beside the run.</summary>
    public async Task<Answered?> RepeatAsync(PlannedEdit edit, string key, int gateway) =>
        await TryAsync(edit, key, attempt: 0, gateway) as Answered;

    /// <summary>A trace context (W3C) that only this key has.</summary>
    private static string TraceOf(string key)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        return $"00-{digest[..32]}-{digest[32..48]}-01";
    }

    private async Task<LedgerRecord> TryAsync(PlannedEdit edit, string key, int attempt, int gateway)
    {
        try
        {
            var answer = await gateways[gateway].SendAsync(edit.Method, edit.Path, edit.Body, key, traceParent: TraceOf(key));
            if (!answer.IsAccepted)
                return new Answered(key, attempt, clock.Now, (int)answer.Status, null, 0, DigestOf(answer), answer.RetryAfter);
            var isEntry = answer.Json.TryGetProperty("paymentId", out var payment);
            return new Answered(
                key,
                attempt,
                clock.Now,
                (int)answer.Status,
                isEntry ? payment.GetGuid() : answer.Id,
                answer.Version,
                DigestOf(answer),
                answer.RetryAfter,
                isEntry ? answer.Id : null);
        }
        catch (Exception lost) when (lost is HttpRequestException or TaskCanceledException or IOException)
        {
            return new Unanswered(key, attempt, clock.Now, string.Create(CultureInfo.InvariantCulture, $"{lost.GetType().Name}: {lost.Message}"));
        }
    }

    private static string DigestOf(Answer answer) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{answer.ETag}\n{answer.Text}")));
}
