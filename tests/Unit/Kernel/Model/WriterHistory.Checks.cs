using Crm.Actors.Contracts;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.TestKit.EventStore;
using Shouldly;

namespace Crm.Actors.UnitTests.Kernel.Model;

/// <content>What every answer, every read and the end of a history must satisfy.</content>
internal sealed partial class WriterHistory
{
    private Exception? _failure;

    private void CheckAnswer(
        Request request, CommandResult<LedgerView>? before, Activation activation, CommandResult<LedgerView> answer)
    {
        if (answer.Rejection is { } rejection)
            CheckRefusal(request, before, rejection);
        else
            CheckAcceptance(request, activation, answer);
    }

    private void CheckAcceptance(Request request, Activation activation, CommandResult<LedgerView> answer)
    {
        var view = answer.Value.ShouldNotBeNull($"An accepted answer without a value: {request}");
        view.ShouldBe(DurableView(request.Aggregate, view.Version), $"Answered what is not durable: {request}");
        CheckPosition(request.Aggregate, view.Version, answer.Position);
        activation.Shown = Math.Max(activation.Shown, view.Version);
        request.IsKeyReused.ShouldBeFalse($"Accepted after its key was taken by another request: {request}");
        if (request.Accepted is { } first)
        {
            view.ShouldBe(first.Value, $"A retry got another answer: {request}");
            return;
        }

        request.Accepted = answer;
        var log = _database.LogOf(request.Aggregate);
        var written = log.Where(e => TokenOf(e) == request.Entry.Token).ToList();
        written.Count.ShouldBe(request.Entry.Amount == 0 ? 0 : request.Entry.Parts, $"Accepted, but not written whole: {request}");
        if (written.Count > 0)
            view.Version.ShouldBe(written[^1].Recorded.Version, $"Accepted with another version: {request}");
        if (request.Context.IfMatch is { } required)
            (view.Version - written.Count).ShouldBe(required, $"Accepted on another version than If-Match: {request}");
    }

    private void CheckRefusal(Request request, CommandResult<LedgerView>? before, Rejection rejection)
    {
        switch (rejection.Code)
        {
            case RejectionCode.Unavailable or RejectionCode.Overloaded:
                request.IsUncertain = true;
                return;
            case RejectionCode.KeyReused:
                request.IsKeyReused = true;
                before.ShouldBeNull($"Accepted, then its key counted as another request's: {request}");
                return;
            case RejectionCode.VersionMismatch:
                rejection.CurrentVersion.ShouldNotBe(request.Context.IfMatch);
                break;
            case RejectionCode.NotAllowedNow:
                var basis = DurableState(request.Aggregate, rejection.CurrentVersion!.Value);
                Ledger.Enter(basis, request.Entry, default).Rejection.ShouldNotBeNull($"Refused without a reason: {request}");
                break;
            default:
                rejection.Code.ShouldBe(RejectionCode.Invalid);
                (request.Entry.Amount == Ledger.Poison || _fails).ShouldBeTrue($"Called invalid: {request}");
                break;
        }

        request.IsRefused = true;
        before.ShouldBeNull($"Refused after it was accepted: {request}");
        if (rejection.CurrentVersion is { } current)
            current.ShouldBeLessThanOrEqualTo(_database.LogOf(request.Aggregate).Count, $"Refused on state that is not durable: {request}");
    }

    private void CheckRead(Activation activation, long shown, Stored<Ledger> read)
    {
        var version = read.State?.Version ?? 0;
        (read.State?.View).ShouldBe(DurableView(activation.Aggregate, version), "A read showed what is not durable.");
        version.ShouldBeGreaterThanOrEqualTo(shown, "A read went back in time.");
        activation.Shown = Math.Max(activation.Shown, version);
        CheckPosition(activation.Aggregate, version, read.Position);
    }

    /// <summary>Whoever follows the feed from an answer's position misses nothing.</summary>
    private void CheckPosition(Guid aggregate, long version, long position)
    {
        var log = _database.LogOf(aggregate);
        position.ShouldBeLessThanOrEqualTo(_database.Position);
        if (version < log.Count)
            log[(int)version].Position.ShouldBeGreaterThan(position, "Whoever follows from this position misses an event.");
        if (version > 0)
            log[(int)version - 1].Position.ShouldBeLessThanOrEqualTo(position, "Whoever follows from this position sees an event again.");
    }

    /// <summary>The database is well again, nothing hangs, and every client with a key retries until it has an answer.</summary>
    private void Settle()
    {
        _faultRate = 0;
        foreach (var call in _calls)
            call.IsHeld = false;
        Drain();
        foreach (var request in _requests.Where(static r => r.Key is not null && r.Accepted is null))
        {
            for (var attempt = 0; attempt < 5 && request is { Accepted: null, IsKeyReused: false }; attempt++)
            {
                Send(request, _activations.Find(a => a.Aggregate == request.Aggregate && a is { IsCrashed: false, Fenced: 0 }) ?? Activate(request.Aggregate));
                Drain();
            }
        }

        foreach (var aggregate in _aggregates)
            Read(Activate(aggregate));
        Drain();
    }

    private void Drain()
    {
        while (_calls.Count > 0 || _activations.Exists(static a => !a.IsCrashed && !a.Scheduler.IsIdle))
        {
            RunTask();
            StepCall();
        }

        foreach (var activation in _activations.Where(static a => !a.IsCrashed))
            activation.Unanswered.ShouldBeEmpty($"A caller waits for ever; fenced: {activation.Fenced}.");
    }

    private void CheckEnd()
    {
        if (_failure is not null)
            throw new InvalidOperationException(_failure.Message, _failure);
        _activations.ShouldAllBe(static a => a.Fenced <= 1);
        foreach (var log in _aggregates.Select(_database.LogOf))
        {
            log.Select(static e => e.Recorded.Version).ShouldBe(Enumerable.Range(1, log.Count).Select(static v => (long)v));
            log.Select(static e => e.Recorded.Data.Token).ShouldBeUnique("An event was applied twice.");
            log.ShouldAllBe(static e => e.StateAfter.Total >= 0 && e.StateAfter.Total <= Ledger.Limit);
        }

        var applied = _aggregates.SelectMany(_database.LogOf).Select(TokenOf).ToHashSet(StringComparer.Ordinal);
        foreach (var request in _requests)
        {
            if (applied.Contains(request.Entry.Token))
                (request.Accepted is not null || request.IsUncertain).ShouldBeTrue($"Applied, but never accepted: {request}");
            if (request is { Key: not null, Accepted: null } && applied.Contains(request.Entry.Token))
                throw new ShouldAssertException($"Applied, but its retries were not told: {request}");
        }

        foreach (var sameKey in _requests.Where(static r => r.Key is not null).GroupBy(static r => r.Key))
            sameKey.Count(static r => r.Accepted is not null).ShouldBeLessThanOrEqualTo(1, $"Two requests under one key: {sameKey.Key}");
    }

    private Ledger? DurableState(Guid aggregate, long version)
    {
        var log = _database.LogOf(aggregate);
        version.ShouldBeLessThanOrEqualTo(log.Count, "A version that is not durable.");
        return version == 0 ? null : log[(int)version - 1].StateAfter;
    }

    private LedgerView? DurableView(Guid aggregate, long version) => DurableState(aggregate, version)?.View;

    private static string TokenOf(Logged<Ledger, LedgerEvent> logged) => logged.Recorded.Data.Token.Split('/')[0];
}
