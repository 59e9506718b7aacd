using System.Collections.Concurrent;
using System.Diagnostics;
using Crm.Actors.EndToEndTests.Auth;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.EndToEndTests.Attacks;

/// <summary>Clients and attackers that go on while Redis comes and goes. What none of them may be answered is kept as a violation.</summary>
public sealed class RedisStorm : IAsyncDisposable
{
    private readonly AttackFixture _fixture;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _violations = new();
    private readonly ConcurrentBag<TimeSpan> _refusals = [];
    private readonly List<Task> _work = [];
    private volatile int _losses;
    private volatile IReadOnlyList<string> _deadTokens = [];

    private RedisStorm(AttackFixture fixture) => _fixture = fixture;

    public IReadOnlyCollection<string> Violations => _violations;

    /// <summary>How long each 503 took.</summary>
    public IReadOnlyCollection<TimeSpan> Refusals => _refusals;

    public static async Task<RedisStorm> StartAsync(AttackFixture fixture)
    {
        var storm = new RedisStorm(fixture);
        await storm.RenewDeadTokensAsync();
        for (var i = 0; i < 2; i++)
        {
            storm.Run(await fixture.NewAccountAsync(), storm.LogInAsync);
            storm.Run(await fixture.NewAccountAsync(), storm.RefreshAsync);
            storm.Run(await fixture.NewAccountAsync(), storm.ReadAsync);
        }

        // From elsewhere: whoever guesses slows down their own address.
        var guesser = await fixture.NewAccountAsync();
        guesser.Anonymous.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        storm.Run(guesser, storm.GuessAsync);
        storm.Run(await fixture.NewAccountAsync(), storm.UseDeadTokensAsync);
        return storm;
    }

    /// <summary>What Redis had is about to be lost, so that sessions end for no reason of their own.</summary>
    public void ExpectLoss() => Interlocked.Increment(ref _losses);

    public int Count(string what) => _counts.GetValueOrDefault(what);

    /// <summary>Waits until each of these has happened so many more times.</summary>
    public async Task UntilAsync(int more, params string[] whats)
    {
        var goals = whats.ToDictionary(static what => what, what => Count(what) + more, StringComparer.Ordinal);
        await Condition.WaitAsync(() => goals.All(goal => Count(goal.Key) >= goal.Value), TimeSpan.FromSeconds(60), () => $"{more} more of {string.Join(", ", whats)}; {this}");
    }

    /// <summary>New refresh tokens that are good for nothing: used, and of a session that was ended.</summary>
    public async Task RenewDeadTokensAsync()
    {
        var used = await _fixture.NewAccountAsync();
        var first = used.RefreshToken;
        await Account.UntilAnsweredAsync(() => used.TryRefreshAsync("used"));
        var ended = await _fixture.NewAccountAsync();
        await Account.UntilAnsweredAsync(() => ended.PostAsync("logout", $$"""{"refreshToken":"{{ended.RefreshToken}}"}"""));
        _deadTokens = [.. _deadTokens, first, ended.RefreshToken, $"{ended.RefreshToken[..^1]}x"];
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_work);
        _stop.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", _counts.OrderBy(static count => count.Key, StringComparer.Ordinal).Select(static count => $"{count.Key}: {count.Value}"));

    private void Run(Account account, Func<Account, int, Task> step) => _work.Add(Task.Run(async () =>
    {
        for (var i = 0; !_stop.IsCancellationRequested; i++)
            await step(account, i);
    }));

    /// <summary>A Redis that thaws hears of attempts whose senders were told 503 long ago, and takes them for failures for a second.</summary>
    private async Task LogInAsync(Account account, int number) => await JudgeAsync("log-in", account.TryLogInAsync, 200, 429);

    /// <summary>Repeats an exchange under its key until it is answered. When Redis lost the session, a new one is begun.</summary>
    private async Task RefreshAsync(Account account, int number)
    {
        var losses = _losses;
        var key = $"exchange-{number}";
        Answer answer;
        do
            answer = await JudgeAsync("refresh", () => account.TryRefreshAsync(key), 200, 401);
        while (answer.IsRetryable && !_stop.IsCancellationRequested);
        if ((int)answer.Status != 401)
            return;
        if (losses == 0 && _losses == 0)
            Report($"A session ended although nothing was lost: {answer}");
        await Account.UntilAnsweredAsync(account.TryLogInAsync);
    }

    private async Task ReadAsync(Account account, int number)
    {
        var answer = await account.MeAsync();
        Count(answer, "read");
        if ((int)answer.Status != 200)
            Report($"A valid access token was not taken: {answer}");
    }

    private async Task GuessAsync(Account account, int number) =>
        await JudgeAsync("guess", () => account.PostAsync("token", $$"""{"email":"{{account.Email}}","password":"guess number {{number}}"}"""), 401, 429);

    private async Task UseDeadTokensAsync(Account account, int number)
    {
        var tokens = _deadTokens;
        await JudgeAsync("dead token", () => account.RefreshWithAsync(tokens[number % tokens.Count], number % 2 == 0 ? null : $"key-{number}"), 401);
    }

    private async Task<Answer> JudgeAsync(string what, Func<Task<Answer>> send, params int[] allowed)
    {
        var started = Stopwatch.StartNew();
        var answer = await send();
        Count(answer, what);
        if ((int)answer.Status == 503)
        {
            _refusals.Add(started.Elapsed);
            if (answer.RetryAfter is null)
                Report($"{what}: 503 without Retry-After");
        }
        else if (!allowed.Contains((int)answer.Status))
            Report($"{what}: {answer}");

        return answer;
    }

    private void Count(Answer answer, string what) => _counts.AddOrUpdate($"{what} {(int)answer.Status}", 1, static (_, count) => count + 1);

    private void Report(string violation) => _violations.Enqueue(violation);
}
