using System.Runtime.InteropServices;

namespace Crm.Actors.Grains.Telegram;

/// <summary>Codes in memory: they end with the process.</summary>
public sealed class MemoryTelegramCodes : ITelegramCodes
{
    private readonly Lock _lock = new();
    private readonly Dictionary<LinkCodeHash, IssuedCode> _codes = [];
    private readonly Dictionary<Guid, LinkCodeHash> _byUser = [];
    private readonly Dictionary<Guid, Count> _wrong = [];
    private Count _wrongOfAll;

    /// <inheritdoc/>
    public Task IssueAsync(IssuedCode code, DateTimeOffset now)
    {
        lock (_lock)
        {
            Sweep(now);
            Void(code.UserId);
            Keep(code);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<TakeResult> TakeAsync(CodeGuess guess)
    {
        lock (_lock)
            return Task.FromResult(Take(guess));
    }

    /// <inheritdoc/>
    public Task ReturnAsync(IssuedCode code, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (code.ExpiresAt > now && !_byUser.ContainsKey(code.UserId))
                Keep(code);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task VoidAsync(Guid userId)
    {
        lock (_lock)
            Void(userId);
        return Task.CompletedTask;
    }

    private TakeResult Take(CodeGuess guess)
    {
        var own = _wrong.GetValueOrDefault(guess.CallerId);
        if (own.IsFull(ITelegramCodes.MaxWrongPerCaller, guess.Now) || _wrongOfAll.IsFull(ITelegramCodes.MaxWrong, guess.Now))
        {
            var until = own.IsFull(ITelegramCodes.MaxWrongPerCaller, guess.Now) ? own.Until : DateTimeOffset.MinValue;
            if (_wrongOfAll.IsFull(ITelegramCodes.MaxWrong, guess.Now) && _wrongOfAll.Until > until)
                until = _wrongOfAll.Until;
            return TakeResult.Limited(until - guess.Now);
        }

        if (_codes.TryGetValue(guess.Hash, out var code) && code.ExpiresAt > guess.Now)
        {
            Void(code.UserId);
            return TakeResult.Taken(code);
        }

        _wrong[guess.CallerId] = own.Next(guess.Now);
        _wrongOfAll = _wrongOfAll.Next(guess.Now);
        return TakeResult.Wrong;
    }

    private void Keep(IssuedCode code)
    {
        _codes[code.Hash] = code;
        _byUser[code.UserId] = code.Hash;
    }

    private void Void(Guid userId)
    {
        if (_byUser.Remove(userId, out var hash))
            _codes.Remove(hash);
    }

    private void Sweep(DateTimeOffset now)
    {
        foreach (var code in _codes.Values.Where(code => code.ExpiresAt <= now).ToList())
            Void(code.UserId);
        foreach (var (caller, _) in _wrong.Where(count => count.Value.Until <= now).ToList())
            _wrong.Remove(caller);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Count(int Wrong, DateTimeOffset Until)
    {
        public bool IsFull(int most, DateTimeOffset now) => Until > now && Wrong >= most;

        public Count Next(DateTimeOffset now) => Until > now ? this with { Wrong = Wrong + 1 } : new(1, now + ITelegramCodes.Window);
    }
}
