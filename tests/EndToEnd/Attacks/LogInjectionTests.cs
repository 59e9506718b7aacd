using System.Text;
using Crm.Actors.EndToEndTests.Auth;
using Crm.Actors.EndToEndTests.BadInput;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Attacks;

/// <summary>Nothing that a client sends makes a line of a log, a header of an answer or a second record of the audit; and no secret gets there.</summary>
[Collection(AttackTests.Name)]
public sealed class LogInjectionTests(AttackFixture fixture)
{
    private const string Mark = "f0rged-entry";

    /// <summary>The line that an attacker would like to see in the log.</summary>
    private const string Line = $"2026-01-01T00:00:00.000Z fail: Crm.Actors[1] {Mark}";

    private static readonly string[] Breaks = ["\r\n ", "\r", "\n", "\0", "\u001b[2K\u001b[1A\u001b[31m", "\u0085", "\u2028", "%0d%0a", "%1b%5b31m", "\\r\\n", "\u0008\u0008\u0008", "\u009b31m"];

    private static readonly string[] Headers =
        ["User-Agent", "Idempotency-Key", "traceparent", "tracestate", "baggage", "X-Forwarded-For", "X-Request-ID", "Authorization", "Content-Type", "If-Match", "Last-Event-ID", "Host", "Referer", "Cookie", "Accept"];

    [Fact]
    public async Task Headers_WithLineBreaksAndEscapes_ForgeNothing()
    {
        foreach (var header in Headers)
            foreach (var broken in Breaks)
                await SendRawAsync($"POST /api/auth/token HTTP/1.1\r\n{(header == "Host" ? "" : "Host: a\r\n")}{header}: x{broken}{Line}\r\n{(header == "Content-Type" ? "" : "Content-Type: application/json\r\n")}Content-Length: 2\r\n\r\n{{}}");
        foreach (var broken in Breaks)
            foreach (var place in new[] { $"/api/v1/deals/x{broken}{Line.Replace(' ', '+')}", $"/api/v1/deals?q=x{broken}{Line.Replace(' ', '+')}", $"/x{broken}{Line.Replace(' ', '+')}" })
                await SendRawAsync($"GET {place} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {fixture.Forge.Hs()}\r\n\r\n");

        await CheckNothingForgedAsync();
    }

    [Fact]
    public async Task Traces_ThatAreNone_AreIgnored()
    {
        var account = await fixture.NewAccountAsync();
        foreach (var trace in new[] { "00-zz-zz-zz", "00-00000000000000000000000000000000-0000000000000000-00", new string('a', 55), "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01;" + Mark, Mark })
        {
            var answer = await account.Client.SendAsync(HttpMethod.Post, "/api/v1/deals", """{"title":"traced"}""", null, null, trace);
            ((int)answer.Status).ShouldBe(201, answer.ToString());
        }

        (await CountAsync("SELECT count(*) FROM events.log WHERE traceparent IS NOT NULL AND traceparent !~ '^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$'")).ShouldBe(0);
        await CheckNothingForgedAsync();
    }

    [Fact]
    public async Task Bodies_WithLineBreaksAndEscapes_ForgeNothing()
    {
        foreach (var broken in new[] { "\\r\\n", "\\n", "\\u0000", "\\u001b[31m", "\\u0085", "\\u2028", "\\u009b" })
        {
            // A new one each time: more than some wrong passwords in a row are slowed.
            var account = await fixture.NewAccountAsync();
            var text = $"x{broken}{Line}";
            foreach (var email in new[] { $"{text}@example.com", $"a@example.com{broken}{Mark}", $"\\\"{text}\\\"@example.com" })
            {
                await AnswerAsync(account, "/api/auth/register", $$"""{"email":"{{email}}","password":"long enough for all"}""");
                await AnswerAsync(account, "/api/auth/token", $$"""{"email":"{{email}}","password":"long enough for all"}""");
            }

            await AnswerAsync(account, "/api/auth/token", $$"""{"email":"{{account.Email}}","password":"{{text}}"}""");
            await AnswerAsync(account, "/api/auth/refresh", $$"""{"refreshToken":"{{text}}"}""");
            await AnswerAsync(account, "/api/auth/logout", $$"""{"refreshToken":"{{text}}"}""");
            await AnswerAsync(account, "/api/roles", $$"""{"name":"{{text}}"}""");
            await AnswerAsync(account, "/api/v1/deals", $$"""{"title":"{{text}}"}""");
            await AnswerAsync(account, "/api/v1/deals", $$"""{"title":"x","{{text}}":1}""");
        }

        await CheckNothingForgedAsync();
    }

    [Fact]
    public async Task Secrets_OfAWholeSession_AreInNoLogAndNoTable()
    {
        var account = await fixture.NewAccountAsync();
        var first = (account.RefreshToken, account.AccessToken);
        await account.TryRefreshAsync("rotated");
        await account.RefreshWithAsync(first.RefreshToken);
        await account.RefreshWithAsync("x" + first.RefreshToken);
        await Account.UntilAnsweredAsync(() => account.PostAsync("token", $$"""{"email":"{{account.Email}}","password":"wrong {{Mark}}"}"""));
        var next = $"another {account.Password}";
        await Account.UntilAnsweredAsync(() => account.Client.SendAsync(
            HttpMethod.Post, $"/api/users/{account.Id}/password", $$"""{"currentPassword":"{{account.Password}}","newPassword":"{{next}}"}""", "change"));
        await account.PostAsync("logout", $$"""{"refreshToken":"{{account.RefreshToken}}"}""");
        using (var forged = new CrmClient(fixture.Gateway.Url, account.AccessToken[..^2]))
            ((int)(await forged.GetAsync("/api/auth/me")).Status).ShouldBe(401);

        foreach (var secret in new[] { account.Password, next, first.RefreshToken, first.AccessToken, account.RefreshToken, account.AccessToken, account.AccessToken.Split('.')[2], AttackFixture.AdminPassword, $"wrong {Mark}" })
        {
            fixture.System.AllLines.Where(line => line.Contains(secret, StringComparison.Ordinal)).ShouldBeEmpty();
            foreach (var table in new[] { "events.log", "events.idempotency_keys", "auth.audit", "auth.users" })
                (await CountAsync($"SELECT count(*) FROM {table} t WHERE position('{secret}' IN t::text) > 0")).ShouldBe(0, table);
        }

        (await CountAsync($"SELECT count(*) FROM auth.audit WHERE user_id = '{account.Id}'")).ShouldBeGreaterThan(2, "What was done is audited; how many refusals of one address are, is bounded.");
    }

    private static async Task AnswerAsync(Account account, string path, string json)
    {
        var answer = await Account.UntilAnsweredAsync(() => account.Client.SendAsync(HttpMethod.Post, path, json));
        ((int)answer.Status).ShouldBeInRange(201, 499, $"{path} {json}");
        answer.Text.Where(char.IsControl).ShouldBeEmpty();
    }

    private async Task SendRawAsync(string request)
    {
        var status = await RawGateway.SendAsync(fixture.Gateway.Port, Encoding.UTF8.GetBytes(request));
        (status is 0 or (>= 200 and < 500)).ShouldBeTrue($"{status}: {request}");
    }

    private async Task CheckNothingForgedAsync()
    {
        fixture.System.AllLines.Where(static line => line.Contains(Mark, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
        fixture.System.AllLines.Where(static line => line.Contains('\u001b') || line.Contains('\0')).ShouldBeEmpty();
        fixture.System.Errors.ShouldBeEmpty();
        (await CountAsync("SELECT count(*) FROM auth.audit a WHERE concat_ws(' ', action, outcome, email, address, user_agent, detail, traceparent) ~ '[[:cntrl:]]|[\\u0080-\\u009f\\u2028]'"))
            .ShouldBe(0);
    }

    private Task<long> CountAsync(string sql) => fixture.System.Database.ScalarAsync<long>(sql);
}
