using Crm.Actors.Contracts;

namespace Crm.Actors.Grains.Kernel;

/// <content>From decided commands to commits and answers.</content>
public sealed partial class AggregateWriter<TState, TEvent, TView>
{
    /// <summary>Commits what waits, batch after batch, until nothing does.</summary>
    private async Task CommitAsync()
    {
        _committing = true;
        try
        {
            while (_waiting.Count > 0 && !_isFenced)
                await CommitAsync(TakeBatch());
            Abandon([], Rejections.Superseded);
        }
        catch (Exception defect)
        {
            foreach (var pending in _inFlight.Concat(_waiting))
                Fail(pending, defect);
            _waiting.Clear();
            GiveUp();
        }
        finally
        {
            _inFlight = [];
            _committing = false;
        }
    }

    private List<PendingCommand<TState, TEvent, TView>> TakeBatch()
    {
        var size = _oneByOne ? 1 : Math.Min(_waiting.Count, _options.MaxBatchCommands);
        _inFlight = _waiting.GetRange(0, size);
        _waiting.RemoveRange(0, size);
        return _inFlight;
    }

    private async Task CommitAsync(List<PendingCommand<TState, TEvent, TView>> batch)
    {
        if (!batch.Exists(static p => p.MustBeStored))
        {
            Settle(batch, 0);
            return;
        }

        var result = await AppendAsync(batch);
        switch (result.Status)
        {
            case AppendStatus.Committed:
                Settle(batch, result.Position);
                _oneByOne &= _waiting.Count > 0;
                break;
            case AppendStatus.KeyTaken:
                await ReplaceAsync(batch);
                break;
            case AppendStatus.Refused or AppendStatus.Taken or AppendStatus.NotAllowed when batch.Count > 1:
                _oneByOne = true;
                DecideAgain(batch);
                break;
            case AppendStatus.Refused:
                DecideAgain([]);
                Complete(batch[0], Deny(Rejections.Invalid("#", "The database refuses this.")));
                break;
            case AppendStatus.Taken:
                DecideAgain([]);
                Complete(batch[0], Deny(Rejections.Taken));
                break;
            case AppendStatus.NotAllowed:
                DecideAgain([]);
                Complete(batch[0], Deny(new Rejection(RejectionCode.NotAllowedNow, result.Detail ?? "Other objects do not allow this.")));
                break;
            case AppendStatus.Overloaded:
                Abandon(batch, Rejections.Overloaded);
                break;
            case AppendStatus.Conflict:
                Fence(batch, Rejections.Superseded);
                break;
            default:
                Fence(batch, Rejections.Unavailable);
                break;
        }
    }

    /// <summary>Appends a batch, which grows until the store takes it up, unless commands go one by one.</summary>
    private async Task<AppendResult> AppendAsync(List<PendingCommand<TState, TEvent, TView>> batch)
    {
        var append = new GrowingAppend<TState, TEvent>(id, _durable?.Version ?? 0);
        foreach (var pending in batch)
            Add(append, pending);
        _growing = _oneByOne ? null : append;
        try
        {
            return await store.AppendGrowingAsync(append);
        }
        finally
        {
            _growing = null;
        }
    }

    /// <summary>Puts a command into the batch that is under way; false when there is none that still grows, or when others wait for the next one.</summary>
    private bool TryJoin(PendingCommand<TState, TEvent, TView> pending)
    {
        if (_growing is not { } append || _waiting.Count > 0 || _inFlight.Count >= _options.MaxBatchCommands || !Add(append, pending))
            return false;
        _inFlight.Add(pending);
        return true;
    }

    private bool Add(GrowingAppend<TState, TEvent> append, PendingCommand<TState, TEvent, TView> pending) =>
        append.TryAdd(pending.Events, pending.StateAfter, pending.HasKey && pending.Rejection is null ? pending.KeyOf(id) : null);

    /// <summary>The batch is durable: answers it. Position 0 means that no event was written.</summary>
    private void Settle(List<PendingCommand<TState, TEvent, TView>> batch, long lastPosition)
    {
        _durable = batch[^1].StateAfter;
        if (lastPosition > 0)
            _durablePosition = lastPosition;
        var accepted = 0;
        foreach (var pending in batch)
        {
            var behind = (_durable?.Version ?? 0) - (pending.StateAfter?.Version ?? 0);
            var position = lastPosition > 0 ? lastPosition - behind : _durablePosition;
            if (pending.Rejection is null)
                accepted++;
            Complete(pending, pending.Rejection is { } rejection
                ? Deny(rejection)
                : new CommandResult<TView>(pending.StateAfter?.View, position, null));
        }

        _edits.Accept(accepted);
    }

    /// <summary>A key of the batch was accepted before: answers those commands as then, and decides the others again.</summary>
    private async Task ReplaceAsync(List<PendingCommand<TState, TEvent, TView>> batch)
    {
        try
        {
            var keyed = batch.Where(static p => p.HasKey).ToList();
            var found = await store.FindKeysAsync([.. keyed.Select(p => p.KeyOf(id))]);
            var rest = batch;
            foreach (var earlier in found)
            {
                var again = keyed.Find(p =>
                    p.Context.Caller.UserId == earlier.CallerId && p.Context.IdempotencyKey == earlier.Key);
                if (again is null)
                    continue;
                var answer = await AnswerAgainAsync(again, earlier);
                rest = rest.FindAll(p => p != again);
                Complete(again, answer);
            }

            if (rest.Count == batch.Count)
                Abandon(batch, Rejections.Unavailable);
            else
                DecideAgain(rest);
        }
        catch (StoreUnavailableException)
        {
            Abandon(batch.FindAll(static p => !p.Task.IsCompleted), Rejections.Unavailable);
        }
    }

    /// <summary>Nothing of the batch was written: decides it, and all that rested on it, again on the durable state.</summary>
    private void DecideAgain(List<PendingCommand<TState, TEvent, TView>> batch)
    {
        var again = batch.Concat(_waiting).ToList();
        _waiting.Clear();
        _head = _durable;
        foreach (var pending in again)
        {
            pending.Events = [];
            pending.Rejection = null;
            if (!TryAccept(pending))
                _ = AcceptSlowlyAsync(pending);
        }
    }

    /// <summary>Nothing was written: refuses the batch and all that rested on it, and goes on from the durable state.</summary>
    private void Abandon(List<PendingCommand<TState, TEvent, TView>> batch, Rejection rejection)
    {
        var all = batch.Concat(_waiting).ToList();
        _waiting.Clear();
        _head = _durable;
        foreach (var pending in all)
            Complete(pending, Deny(rejection));
    }

    private void Fence(List<PendingCommand<TState, TEvent, TView>> batch, Rejection rejection)
    {
        GiveUp();
        Abandon(batch, rejection);
    }

    private void GiveUp()
    {
        if (_isFenced)
            return;
        _isFenced = true;
        _edits.Fence();
        fenced();
    }
}
