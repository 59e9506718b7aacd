using Crm.Actors.Grains.Telegram;
using Crm.Actors.IntegrationTests.Users;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Telegram;

/// <summary>What every store of codes has to do.</summary>
public abstract class TelegramCodesContract
{
    private static readonly Guid Bot = StoredUsers.NewId();

    /// <summary>Whole milliseconds. Stores are told the time, so tests go through it as they like.</summary>
    private DateTimeOffset _now = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());

    private protected abstract ITelegramCodes Store { get; }

    [Fact]
    public async Task TakeAsync_IssuedCode_IsGoodOnce()
    {
        var code = await IssueAsync(StoredUsers.NewId());

        (await TakeAsync(code)).ShouldBe(TakeResult.Taken(code));
        (await TakeAsync(code)).ShouldBe(TakeResult.Wrong);
    }

    [Fact]
    public async Task TakeAsync_AHundredAtOnce_OneWins()
    {
        var code = await IssueAsync(StoredUsers.NewId());

        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => Store.TakeAsync(new CodeGuess(code.Hash, StoredUsers.NewId(), _now)))));

        results.Count(static r => r.Outcome == TakeOutcome.Taken).ShouldBe(1);
        results.Count(static r => r.Outcome == TakeOutcome.Wrong).ShouldBe(99);
    }

    [Fact]
    public async Task TakeAsync_ExpiredOrReplacedOrVoided_IsWrong()
    {
        var user = StoredUsers.NewId();
        var first = await IssueAsync(user);
        var second = await IssueAsync(user);
        (await TakeAsync(first)).ShouldBe(TakeResult.Wrong);

        await Store.VoidAsync(user);
        (await TakeAsync(second)).ShouldBe(TakeResult.Wrong);

        var third = await IssueAsync(user);
        _now += ITelegramCodes.Lifetime;
        (await TakeAsync(third)).ShouldBe(TakeResult.Wrong);
    }

    [Fact]
    public async Task ReturnAsync_TakenCode_IsGoodAgainUnlessThereIsANewerOne()
    {
        var user = StoredUsers.NewId();
        var first = await IssueAsync(user);
        await TakeAsync(first);

        await Store.ReturnAsync(first, _now);
        (await TakeAsync(first)).ShouldBe(TakeResult.Taken(first));

        var second = await IssueAsync(user);
        await Store.ReturnAsync(first, _now);
        (await TakeAsync(first)).ShouldBe(TakeResult.Wrong);
        (await TakeAsync(second)).ShouldBe(TakeResult.Taken(second));

        _now += ITelegramCodes.Lifetime;
        await Store.ReturnAsync(second, _now);
        (await TakeAsync(second)).ShouldBe(TakeResult.Wrong);
    }

    [Fact]
    public async Task TakeAsync_TenWrongOfOneCaller_AreEnoughForAMinute()
    {
        var code = await IssueAsync(StoredUsers.NewId());
        var guesses = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => TakeAsync(New(StoredUsers.NewId())))));
        guesses.Count(static r => r.Outcome == TakeOutcome.Wrong).ShouldBe(ITelegramCodes.MaxWrongPerCaller);
        _now += TimeSpan.FromSeconds(20);

        (await TakeAsync(code)).ShouldBe(TakeResult.Limited(TimeSpan.FromSeconds(40)));
        (await Store.TakeAsync(new CodeGuess(New(StoredUsers.NewId()).Hash, StoredUsers.NewId(), _now))).ShouldBe(TakeResult.Wrong, "Others go on.");

        _now += TimeSpan.FromSeconds(40);
        (await TakeAsync(code)).ShouldBe(TakeResult.Taken(code));
    }

    [Fact]
    public async Task TakeAsync_AHundredWrongOfAllCallers_AreEnoughForAMinute()
    {
        var code = await IssueAsync(StoredUsers.NewId());
        for (var i = 0; i < ITelegramCodes.MaxWrong; i++)
            (await Store.TakeAsync(new CodeGuess(New(StoredUsers.NewId()).Hash, StoredUsers.NewId(), _now))).ShouldBe(TakeResult.Wrong);

        (await TakeAsync(code)).ShouldBe(TakeResult.Limited(ITelegramCodes.Window));
        _now += ITelegramCodes.Window;
        (await TakeAsync(code)).ShouldBe(TakeResult.Taken(code));
    }

    private protected async Task<IssuedCode> IssueAsync(Guid user)
    {
        var code = New(user);
        await Store.IssueAsync(code, _now);
        return code;
    }

    private IssuedCode New(Guid user) => new(LinkCode.HashOf(LinkCode.New()), user, _now + ITelegramCodes.Lifetime);

    private Task<TakeResult> TakeAsync(IssuedCode code) => Store.TakeAsync(new CodeGuess(code.Hash, Bot, _now));
}
