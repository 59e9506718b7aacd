using Crm.Actors.Contracts;
using Crm.Actors.IntegrationTests.Users;
using Crm.Actors.Persistence.Reading;
using Crm.Actors.Persistence.Telegram;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Telegram;

public sealed class TelegramLinkStoreTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Link_Chat_IsARowOfTheSameCommitAndNotInTheLog()
    {
        await using var users = await StoredUsers.CreateAsync(postgres.Server);
        await using var reader = new ReaderDatabase(users.Database.ReaderConnectionString, TimeProvider.System);
        var directory = new TelegramDirectory(reader);
        var (id, user) = await RegisterAsync(users, "ann@example.com");

        (await user.LinkAsync(987654321012, "ann_in_telegram")).Rejection.ShouldBeNull();

        (await directory.FindAsync(987654321012)).ShouldBe(id);
        var link = (await users.Activate(id, silo: 1).ReadAsync()).State!.Telegram!;
        (link.UserId, link.ChatId, link.Username).ShouldBe((id, 987654321012, "ann_in_telegram"));
        (await users.Database.ScalarAsync<bool>(
            $"SELECT linked_at = '{link.LinkedAt:O}' AND username = 'ann_in_telegram' FROM auth.telegram_links WHERE user_id = '{id}'")).ShouldBeTrue();
        (await users.Database.ScalarAsync<bool>("SELECT bool_or(l::text LIKE '%987654321012%' OR l::text LIKE '%ann_in_telegram%') FROM events.log l")).ShouldBeFalse();

        await user.LinkAsync(12, null);
        (await directory.FindAsync(987654321012)).ShouldBeNull();
        (await directory.FindAsync(12)).ShouldBe(id);

        await user.AssignAsync("ROLE_MANAGER");
        (await directory.FindAsync(12)).ShouldBe(id, "Other changes of the user leave it as it is.");

        await user.UnlinkAsync();
        (await directory.FindAsync(12)).ShouldBeNull();
        (await users.Activate(id, silo: 1).ReadAsync()).State!.Telegram.ShouldBeNull();
    }

    [Fact]
    public async Task Link_OneChatByManyUsersAtOnce_OneWinsAndNothingElseIsWritten()
    {
        await using var users = await StoredUsers.CreateAsync(postgres.Server);
        var all = new List<UserActivation>();
        for (var i = 0; i < 20; i++)
            all.Add((await RegisterAsync(users, $"user{i}@example.com", silo: i % 2)).User);

        var results = await Task.WhenAll(all.Select(static user => Task.Run(() => user.LinkAsync(4711, null))));

        results.Count(static r => r.Rejection is null).ShouldBe(1);
        results.Where(static r => r.Rejection is not null).ShouldAllBe(static r => r.Rejection!.Code == RejectionCode.Invalid);
        (await users.Database.ScalarAsync<long>("SELECT count(*) FROM auth.telegram_links")).ShouldBe(1);
        (await users.Database.ScalarAsync<long>("SELECT count(*) FROM auth.users WHERE telegram_chat_id = 4711")).ShouldBe(1);
        (await users.Database.ScalarAsync<long>("SELECT count(*) FROM events.log WHERE type = 'user.telegram.linked'")).ShouldBe(1);
    }

    [Fact]
    public async Task FindChat_OfAUserWhoIsDisabled_IsNone()
    {
        await using var users = await StoredUsers.CreateAsync(postgres.Server);
        await using var reader = new ReaderDatabase(users.Database.ReaderConnectionString, TimeProvider.System);
        var directory = new TelegramDirectory(reader);
        var (id, user) = await RegisterAsync(users, "ann@example.com");
        await user.LinkAsync(12, null);
        (await directory.FindChatAsync(id)).ShouldBe(12L);

        await user.DisableAsync();

        (await directory.FindChatAsync(id)).ShouldBeNull("What waited for the chat is not sent any more.");
        await user.EnableAsync();
        (await directory.FindChatAsync(id)).ShouldBe(12L);
    }

    private static async Task<(Guid Id, UserActivation User)> RegisterAsync(StoredUsers users, string email, int silo = 0)
    {
        var id = StoredUsers.NewId();
        var user = users.Activate(id, silo);
        await user.RegisterAsync(email);
        return (id, user);
    }
}
