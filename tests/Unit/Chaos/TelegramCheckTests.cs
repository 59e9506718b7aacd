using Crm.Actors.Chaos.Checking;
using Crm.Actors.Chaos.Recording;
using Crm.Actors.FakeTelegram.Sent;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Chaos;

/// <summary>Errors in what chats were told, each planted alone in a clean history: two chats, of three events each, two of which became one message.</summary>
public sealed class TelegramCheckTests
{
    private static readonly string[] Words = ["shared", "no 1", "no 2"];
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly LedgerEntry[] Requests =
    [
        Sent(0, 1, "Hello!"), Sent(0, 2, "Hello!"), Sent(1, 1, "It is shared"), Sent(1, 2, "It is shared"),
        Failed(2, 1), Sent(3, 1, "1. It is no 1\n\n2. It is no 2"), Sent(3, 2, "1. It is no 1\n\n2. It is no 2"),
    ];

    [Fact]
    public void Check_EachOnceInOrder_FindsNothing() => HistoryChecker.Check(History(Requests)).ShouldBeEmpty();

    [Fact]
    public void Check_NoTelegram_IsNotChecked() => HistoryChecker.Check(HistoryBuilder.Clean().Build() with { Telegram = null }).ShouldBeEmpty();

    [Fact]
    public void Check_MessageIsMissing_IsLost()
    {
        var findings = HistoryChecker.Check(History([.. Requests.SkipLast(1)]));
        findings.ShouldBe([new Finding(FindingKind.TelegramLost, "chat 2 was not told of 'no 1'"), new Finding(FindingKind.TelegramLost, "chat 2 was not told of 'no 2'")]);
    }

    [Fact]
    public void Check_MessageWentWrong_IsLost() => Found(
        History([.. Requests.Select(static request => request.At == Second && request.ChatId == 1 ? request with { IsDone = false, Status = 500 } : request)]),
        FindingKind.TelegramLost,
        "chat 1 was not told of 'shared'");

    [Fact]
    public void Check_PartOfAMessageIsMissing_IsLost() =>
        Found(History([.. Requests.SkipLast(1), Sent(3, 2, "It is no 2")]), FindingKind.TelegramLost, "chat 2 was not told of 'no 1'");

    [Fact]
    public void Check_MessageBeforeTheOneBeforeIt_IsReordered() => Found(
        History([Sent(0, 2, "It is no 1"), .. Requests.Skip(2).SkipLast(1), Sent(3, 2, "It is no 2")]), FindingKind.TelegramReordered, "chat 2 was told of 'shared' after 'no 1'");

    [Fact]
    public void Check_WrongOrderInOneMessage_IsReordered() =>
        Found(History([.. Requests.SkipLast(1), Sent(3, 2, "1. It is no 2\n\n2. It is no 1")]), FindingKind.TelegramReordered, "chat 2 was told of 'no 1' after 'no 2'");

    [Fact]
    public void Check_RepeatOfAKill_FindsNothing() => HistoryChecker.Check(History([.. Requests, Sent(5, 1, "It is no 1")], kills: 1)).ShouldBeEmpty();

    [Fact]
    public void Check_RepeatWithoutAKill_IsFound() =>
        Found(History([.. Requests, Sent(5, 1, "1. It is no 1\n\n2. It is no 2")]), FindingKind.TelegramRepeated, "1 messages came a second time");

    [Fact]
    public void Check_MoreRepeatsThanKills_IsFound() =>
        Found(History([.. Requests, Sent(5, 1, "It is no 1"), Sent(5, 2, "It is shared")], kills: 1), FindingKind.TelegramRepeated, "2 messages came a second time");

    [Fact]
    public void Check_MoreThanThirtyInASecond_IsOverTheLimit()
    {
        var many = Enumerable.Range(0, 31).Select(static i => Failed(5 + (0.03 * i), 100 + i)).ToList();
        HistoryChecker.Check(History([.. Requests, .. many.SkipLast(1)])).ShouldBeEmpty();
        Found(History([.. Requests, .. many]), FindingKind.TelegramOverLimit, "31 messages within a second");
    }

    [Fact]
    public void Check_TwoToAChatInASecond_IsOverTheLimit()
    {
        HistoryChecker.Check(History([.. Requests, Failed(4, 1)])).ShouldBeEmpty();
        Found(History([.. Requests, Failed(3.9, 1)]), FindingKind.TelegramOverLimit, "2 messages to a chat within a second");
    }

    private static History History(IReadOnlyList<LedgerEntry> requests, int kills = 0) => HistoryBuilder.Clean().Build() with
    {
        Telegram = new TelegramSeen(new Dictionary<long, IReadOnlyList<string>> { [1] = Words, [2] = Words }, requests, kills),
    };

    private static LedgerEntry Sent(double at, long chat, string text) => Failed(at, chat) with { Text = text, IsDone = true, Status = 200 };

    private static LedgerEntry Failed(double at, long chat) => new(1, "sendMessage", chat, "", TimeSpan.FromSeconds(at), default) { Status = 429 };

    private static void Found(History history, FindingKind kind, string what)
    {
        var finding = HistoryChecker.Check(history).ShouldHaveSingleItem();
        finding.Kind.ShouldBe(kind);
        finding.What.ShouldStartWith(what);
    }
}
