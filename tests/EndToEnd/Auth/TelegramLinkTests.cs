using System.Security.Cryptography;
using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Auth;

/// <summary>Links with Telegram chats, confirmed as the bot does it.</summary>
[Collection(SystemTests.Name)]
public sealed class TelegramLinkTests(AuthFixture fixture) : IClassFixture<AuthFixture>
{
    private const string Path = "/api/auth/telegram";

    [Fact]
    public async Task Link_FromCodeToUnlinking_IsTheUsersAlone()
    {
        var bot = await fixture.AdministratorAsync();
        var (account, other) = (await fixture.NewAccountAsync(), await fixture.NewAccountAsync());
        var chat = NewChat();
        ((int)(await account.Client.GetAsync(Path)).Status).ShouldBe(404);
        var voided = await CodeAsync(account);
        var code = await CodeAsync(account);
        var body = Body(code.ToLowerInvariant(), chat, "ann");

        ((int)(await account.Client.SendAsync(HttpMethod.Post, $"{Path}/confirm", body)).Status).ShouldBe(403);
        ((int)(await ConfirmAsync(bot.Client, voided, chat)).Status).ShouldBe(422);
        var linked = await bot.Client.SendAsync(HttpMethod.Post, $"{Path}/confirm", body, $"confirm-{chat}");
        ((int)linked.Status).ShouldBe(200, linked.ToString());
        linked.Json.GetProperty("userId").GetGuid().ShouldBe(account.Id);
        (await bot.Client.SendAsync(HttpMethod.Post, $"{Path}/confirm", body, $"confirm-{chat}")).Text.ShouldBe(linked.Text, "The code is used up, but the key is known.");
        ((int)(await ConfirmAsync(bot.Client, code, chat)).Status).ShouldBe(422);
        (await account.Client.GetAsync(Path)).Text.ShouldBe(linked.Text);

        var foreign = await CodeAsync(other);
        ((int)(await ConfirmAsync(bot.Client, foreign, chat)).Status).ShouldBe(409);
        ((int)(await ConfirmAsync(bot.Client, foreign, NewChat())).Status).ShouldBe(200, "The code was given back.");

        ((int)(await account.Client.SendAsync(HttpMethod.Delete, Path, null)).Status).ShouldBe(204);
        ((int)(await account.Client.SendAsync(HttpMethod.Delete, Path, null)).Status).ShouldBe(204);
        ((int)(await account.Client.GetAsync(Path)).Status).ShouldBe(404);
        ((int)(await ConfirmAsync(bot.Client, await CodeAsync(other), chat)).Status).ShouldBe(200, "The chat is free again.");
        (await fixture.System.Database.ScalarAsync<string>(
            $"SELECT string_agg(action || ' ' || outcome, ', ' ORDER BY id) FROM auth.audit WHERE user_id = '{account.Id}' AND action LIKE 'telegram.%'"))
            .ShouldBe("telegram.linked ok, telegram.linked ok, telegram.unlinked ok, telegram.unlinked ok");
        (await fixture.System.Database.ScalarAsync<long>($"SELECT count(*) FROM events.log l WHERE l::text LIKE '%{chat}%'")).ShouldBe(0);
    }

    [Fact]
    public async Task Confirm_AHundredAtOnce_OneWins()
    {
        var bot = await fixture.NewAccountAsync();
        var account = await fixture.NewAccountAsync();
        var admin = await fixture.AdministratorAsync();
        ((int)(await admin.Client.SendAsync(HttpMethod.Post, $"/api/users/{bot.Id}/roles", """{"role":"ROLE_ADMIN"}""")).Status).ShouldBe(200);
        ((int)(await bot.TryRefreshAsync()).Status).ShouldBe(200);
        var key = (await bot.Client.SendAsync(HttpMethod.Post, "/api/auth/keys", """{"name":"Bot","scopes":["telegram:confirm"]}""")).Json.GetProperty("key").GetString();
        using var one = new CrmClient(fixture.System.Gateways[0].Url, key);
        using var two = new CrmClient(fixture.System.Gateways[1].Url, key);
        var code = await CodeAsync(account);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => ConfirmAsync(i % 2 == 0 ? one : two, code, NewChat())));

        answers.Count(static answer => (int)answer.Status == 200).ShouldBe(1);
        answers.Count(static answer => (int)answer.Status == 422).ShouldBe(10);
        var limited = answers.Where(static answer => (int)answer.Status == 429).ToList();
        limited.Count.ShouldBe(89, string.Join('\n', answers.Select(static answer => answer.ToString())));
        limited.ShouldAllBe(static answer => answer.RetryAfter >= 1 && answer.RetryAfter <= 60);
        (await fixture.System.Database.ScalarAsync<long>($"SELECT count(*) FROM auth.telegram_links WHERE user_id = '{account.Id}'")).ShouldBe(1);
    }

    [Fact]
    public async Task Code_OfADisabledUser_IsAsIfItWereWrong()
    {
        var bot = await fixture.AdministratorAsync();
        var account = await fixture.NewAccountAsync();
        var code = await CodeAsync(account);
        ((int)(await bot.Client.SendAsync(HttpMethod.Post, $"/api/users/{account.Id}/disable", null)).Status).ShouldBe(200);

        var refused = await ConfirmAsync(bot.Client, code, NewChat());

        ((int)refused.Status).ShouldBe(422, refused.ToString());
        // The grain's refusal, or from a second later on that of the token.
        ((int)(await account.Client.SendAsync(HttpMethod.Post, $"{Path}/code", null)).Status).ShouldBeOneOf(403, 401);
    }

    private static async Task<string> CodeAsync(Account account)
    {
        var answer = await Account.UntilAnsweredAsync(() => account.Client.SendAsync(HttpMethod.Post, $"{Path}/code", null));
        ((int)answer.Status).ShouldBe(200, answer.ToString());
        return answer.Json.GetProperty("code").GetString()!;
    }

    private static Task<Answer> ConfirmAsync(CrmClient bot, string code, long chat) => bot.SendAsync(HttpMethod.Post, $"{Path}/confirm", Body(code, chat, null));

    private static string Body(string code, long chat, string? name) =>
        $$"""{"code":"{{code}}","chatId":{{chat}},"username":{{(name is null ? "null" : $"\"{name}\"")}}}""";

    private static long NewChat() => RandomNumberGenerator.GetInt32(int.MaxValue) + 10_000_000_000L;
}
