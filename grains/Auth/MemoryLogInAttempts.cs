namespace Crm.Actors.Grains.Auth;

/// <summary>Failed attempts in the memory of this process, bounded: what was not used for longest is forgotten first.</summary>
public sealed class MemoryLogInAttempts(AttemptOptions options, TimeProvider clock) : ILogInAttempts
{
    private const int Capacity = 1 << 16;

    private readonly Lock _lock = new();
    private readonly RecentEntries<AttemptSource, Pair> _pairs = new(Capacity);
    private readonly RecentEntries<string, Budget> _accounts = new(Capacity);
    private readonly RecentEntries<string, Budget> _networks = new(Capacity);

    /// <inheritdoc/>
    public Task<AttemptVerdict> BeginAsync(AttemptSource source)
    {
        lock (_lock)
            return Task.FromResult(Begin(source, clock.GetUtcNow()));
    }

    /// <inheritdoc/>
    public Task SucceedAsync(AttemptSource source)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            GiveBack(source, now);
            var pair = _pairs.Find(source);
            (pair.Failures, pair.BlockedUntil, pair.IsTold, pair.TrustedUntil) = (0, default, false, now + AttemptRules.Trust);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task AbandonAsync(AttemptSource source)
    {
        lock (_lock)
        {
            GiveBack(source, clock.GetUtcNow());
            var pair = _pairs.Find(source);
            pair.Failures = Math.Max(0, pair.Failures - 1);
            if (pair.Failures < AttemptRules.FreeFailures)
                pair.BlockedUntil = default;
        }

        return Task.CompletedTask;
    }

    private AttemptVerdict Begin(AttemptSource source, DateTimeOffset now)
    {
        var pair = _pairs.Find(source);
        if (now - pair.LastAt >= AttemptRules.Memory)
            (pair.Failures, pair.BlockedUntil, pair.IsTold) = (0, default, false);
        var wait = pair.BlockedUntil - now;
        foreach (var (budget, rule) in BudgetsOf(source, pair, now))
            wait = Max(wait, budget.Lack(rule, now));
        if (wait > TimeSpan.Zero)
        {
            var isFirst = !pair.IsTold;
            (pair.IsTold, pair.LastAt) = (true, now);
            return new AttemptVerdict(wait, isFirst);
        }

        foreach (var (budget, rule) in BudgetsOf(source, pair, now))
            budget.Take(rule, now);
        pair.Failures++;
        pair.LastAt = now;
        pair.BlockedUntil = now + AttemptRules.WaitAfter(pair.Failures);
        return AttemptVerdict.Go;
    }

    private void GiveBack(AttemptSource source, DateTimeOffset now)
    {
        foreach (var (budget, rule) in BudgetsOf(source, _pairs.Find(source), now))
            budget.GiveBack(rule);
    }

    private IEnumerable<(Budget Budget, FailureBudget Rule)> BudgetsOf(AttemptSource source, Pair pair, DateTimeOffset now)
    {
        if (options.PerAccount is { } perAccount && pair.TrustedUntil <= now)
            yield return (_accounts.Find(source.Account), perAccount);
        if (options.PerNetwork is { } perNetwork)
            yield return (_networks.Find(source.Network), perNetwork);
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private sealed class Pair
    {
        public int Failures { get; set; }

        public DateTimeOffset BlockedUntil { get; set; }

        public DateTimeOffset LastAt { get; set; }

        public DateTimeOffset TrustedUntil { get; set; }

        public bool IsTold { get; set; }
    }

    /// <summary>A bucket of failures, as the moment when it is full.</summary>
    private sealed class Budget
    {
        private DateTimeOffset _full;

        public TimeSpan Lack(FailureBudget rule, DateTimeOffset now) => Next(rule, now) - now - (rule.Interval * rule.Burst);

        public void Take(FailureBudget rule, DateTimeOffset now) => _full = Next(rule, now);

        public void GiveBack(FailureBudget rule) => _full = _full > DateTimeOffset.MinValue + rule.Interval ? _full - rule.Interval : _full;

        private DateTimeOffset Next(FailureBudget rule, DateTimeOffset now) => (_full > now ? _full : now) + rule.Interval;
    }
}
