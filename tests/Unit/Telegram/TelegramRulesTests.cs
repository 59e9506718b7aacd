using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Contracts.Users.Events;
using Crm.Actors.Grains.Telegram;
using Crm.Actors.Grains.Users;
using Crm.Actors.UnitTests.Users;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Telegram;

public sealed class TelegramRulesTests
{
    private static readonly LinkTelegram Link = new(GivenUsers.By(GivenUsers.Admin), 4711, "ann");
    private static readonly UnlinkTelegram Unlink = new(GivenUsers.By(GivenUsers.UserId), GivenUsers.Origin);

    private static UserState Linked => GivenUsers.After(GivenUsers.User, TelegramRules.Link(GivenUsers.User, Link, GivenUsers.Now));

    [Fact]
    public void Link_Chat_IsTheUsersAndTheLogHasNothingOfIt()
    {
        Linked.Telegram.ShouldBe(new TelegramLink(GivenUsers.UserId, 4711, "ann", GivenUsers.Now.AddMinutes(2)));

        UserState.Apply(GivenUsers.User, GivenUsers.Recorded(new UserTelegramLinked(GivenUsers.User.Context, null), 2)).Telegram.ShouldBeNull();
        Linked.Telegram!.ToString().ShouldNotContain("4711");
    }

    [Fact]
    public void Link_SameChat_ChangesNothingAndAnotherReplacesIt()
    {
        TelegramRules.Link(Linked, Link, GivenUsers.Now).Events.ShouldBeEmpty();
        GivenUsers.After(Linked, TelegramRules.Link(Linked, Link with { ChatId = 12 }, GivenUsers.Now)).Telegram!.ChatId.ShouldBe(12);
    }

    [Fact]
    public void Link_DisabledOrUnknownUser_IsNotFound()
    {
        var disabled = GivenUsers.User with { View = GivenUsers.User.View with { Disabled = true } };

        TelegramRules.Link(disabled, Link, GivenUsers.Now).Rejection!.Code.ShouldBe(RejectionCode.NotFound);
        TelegramRules.Link(null, Link, GivenUsers.Now).Rejection!.Code.ShouldBe(RejectionCode.NotFound);
    }

    [Fact]
    public void Unlink_Link_IsGoneAndOnlyOnce()
    {
        var unlinked = GivenUsers.After(Linked, TelegramRules.Unlink(Linked, Unlink, GivenUsers.Now));

        unlinked.Telegram.ShouldBeNull();
        TelegramRules.Unlink(unlinked, Unlink, GivenUsers.Now).Events.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, null, "#/chatId")]
    [InlineData(1, "", "#/username")]
    [InlineData(1, "@ann", "#/username")]
    [InlineData(1, "анна", "#/username")]
    [InlineData(1, "a23456789_123456789_123456789_123", "#/username")]
    public void Check_WrongChat_NamesTheField(long chat, string? name, string pointer) =>
        TelegramRules.Check(Command(chat, name))!.Errors.ShouldHaveSingleItem().Pointer.ShouldBe(pointer);

    [Fact]
    public void Check_GoodChat_IsTaken() => TelegramRules.Check(Command(-100, "Ann_1")).ShouldBeNull();

    private static ConfirmTelegram Command(long chat, string? name) => new(Link.Context, GivenUsers.Origin, "x", chat, name);
}
