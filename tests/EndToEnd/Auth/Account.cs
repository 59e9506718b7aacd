using System.Net.Http.Headers;
using System.Security.Cryptography;
using Crm.Actors.TestKit.Running;
using Shouldly;

namespace Crm.Actors.EndToEndTests.Auth;

/// <summary>A user as a client has it: credentials, and the tokens of one session.</summary>
public sealed class Account(string gateway, string email, string password)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string Email { get; } = email;

    public string Password { get; set; } = password;

    public string AccessToken { get; private set; } = "";

    public string RefreshToken { get; private set; } = "";

    public Guid Id { get; private set; }

    /// <summary>Without a token.</summary>
    public CrmClient Anonymous { get; } = new(gateway, null);

    /// <summary>With the newest access token.</summary>
    public CrmClient Client { get; } = new(gateway, null);

    public static Account New(string gateway) => new(gateway, $"user.{RandomNumberGenerator.GetHexString(12)}@example.com", $"a password {RandomNumberGenerator.GetHexString(8)}");

    public Task<Answer> PostAsync(string route, string json, string? key = null) => Anonymous.SendAsync(HttpMethod.Post, $"/api/auth/{route}", json, key);

    public async Task RegisterAsync()
    {
        var answer = await UntilAnsweredAsync(() => PostAsync("register", $$"""{"email":"{{Email}}","password":"{{Password}}"}""", "registration"));
        ((int)answer.Status).ShouldBe(201, answer.ToString());
        Id = answer.Id;
    }

    public async Task LogInAsync()
    {
        var answer = await UntilAnsweredAsync(TryLogInAsync);
        ((int)answer.Status).ShouldBe(200, answer.ToString());
    }

    public async Task<Answer> TryLogInAsync() => Take(await PostAsync("token", $$"""{"email":"{{Email}}","password":"{{Password}}"}"""));

    public async Task<Answer> TryRefreshAsync(string? key = null) => Take(await RefreshWithAsync(RefreshToken, key));

    public Task<Answer> RefreshWithAsync(string token, string? key = null) => PostAsync("refresh", $$"""{"refreshToken":"{{token}}"}""", key);

    public Task<Answer> MeAsync() => Client.GetAsync("/api/auth/me");

    /// <summary>Repeats what was answered "retry later".</summary>
    public static async Task<Answer> UntilAnsweredAsync(Func<Task<Answer>> send)
    {
        Answer? answer = null;
        await Condition.WaitAsync(async () => (answer = await send()) is { IsRetryable: false }, Patience, () => $"an answer, and not {answer}");
        return answer!;
    }

    private Answer Take(Answer answer)
    {
        if (!answer.IsAccepted)
            return answer;
        AccessToken = answer.Json.GetProperty("accessToken").GetString()!;
        RefreshToken = answer.Json.GetProperty("refreshToken").GetString()!;
        Client.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AccessToken);
        return answer;
    }
}
