using Crm.Actors.FakeTelegram;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.TestKit.Telegram;

/// <summary>Makes users who have each linked a chat of their own, as people do it: by a code that they type into it.</summary>
/// <param name="system">Where they register.</param>
/// <param name="telegram">Where their chats are.</param>
public sealed class LinkedChats(CrmSystem system, FakeTelegramServer telegram)
{
    private const string Secret = "the-secret-of-the-webhook";
    private const string Password = "a password of somebody";
    private const long FirstChat = 7_000_001;
    private const int AtOnce = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>What silos and gateways have to know.</summary>
    public static Dictionary<string, string> Settings(FakeTelegramServer telegram) => new(StringComparer.Ordinal)
    {
        ["TELEGRAM_BOT_TOKEN"] = new FakeTelegramOptions().Token,
        ["TELEGRAM_API_URL"] = telegram.Url,
        ["TELEGRAM_WEBHOOK_SECRET"] = Secret,
        // As cheap as hashes may be.
        ["AUTH_ARGON2_MEMORY_KIB"] = "19456",
        ["AUTH_ARGON2_PASSES"] = "2",
    };

    /// <summary>Returns when the bot has greeted all of them.</summary>
    public async Task<IReadOnlyList<LinkedChat>> LinkAsync(int count)
    {
        telegram.Webhook.Set($"{system.Gateways[0].Url}/telegram/webhook", Secret);
        using var anonymous = new CrmClient(system.Gateways[^1].Url, null);
        var chats = new LinkedChat[count];
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            chats[i] = await RegisterAsync(anonymous, i);
        });
        await Condition.WaitAsync(() => Array.TrueForAll(chats, IsLinked), Patience, () => $"{count} chats are linked, and not {chats.Count(IsLinked)}\n{system.Log}");
        return chats;
    }

    private async Task<LinkedChat> RegisterAsync(CrmClient anonymous, int number)
    {
        var credentials = $$"""{"email":"told.{{number}}@example.com","password":"{{Password}}"}""";
        var user = await AcceptedAsync(anonymous.SendUntilAnsweredAsync(HttpMethod.Post, "/api/auth/register", credentials, $"register-{number}"));
        var session = await AcceptedAsync(anonymous.SendUntilAnsweredAsync(HttpMethod.Post, "/api/auth/token", credentials, null));
        using var client = new CrmClient(system.Gateways[number % system.Gateways.Count].Url, session.Json.GetProperty("accessToken").GetString());
        var code = await AcceptedAsync(client.SendUntilAnsweredAsync(HttpMethod.Post, "/api/auth/telegram/code", null, null));
        var chat = new LinkedChat(user.Id, FirstChat + number);
        telegram.Person.Type(chat.Id, $"/start {code.Json.GetProperty("code").GetString()}");
        return chat;
    }

    private bool IsLinked(LinkedChat chat) =>
        telegram.Chats[chat.Id].Any(static message => message.FromBot && message.Text.Contains("linked with your account", StringComparison.Ordinal));

    private static async Task<Answer> AcceptedAsync(Task<Answer> sent)
    {
        var answer = await sent;
        return answer.IsAccepted ? answer : throw new InvalidOperationException($"A user was not made: {answer}");
    }
}
