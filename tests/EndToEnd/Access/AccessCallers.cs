using Crm.Actors.EndToEndTests.Auth;
using Crm.Actors.TestKit.Running;
using Shouldly;

namespace Crm.Actors.EndToEndTests.Access;

/// <summary>
/// The callers of the table. <c>user</c>, <c>mate</c> and <c>manager</c> are of one team, <c>other</c> and <c>otherManager</c> of another. The keys are the
/// user's: one with all scopes, one with another scope than the route asks for.
/// </summary>
public sealed class AccessCallers
{
    public static readonly string[] Names = ["anonymous", "user", "mate", "other", "manager", "otherManager", "admin", "key", "keyWithout"];

    /// <summary>Every scope that there is but that of the administration, which the user cannot give.</summary>
    private static readonly string[] Scopes = ["deals:read", "deals:write", "streams:read", "users:read"];

    private readonly string _gateway;

    private AccessCallers(string gateway, Account admin) => (_gateway, Admin, Anonymous) = (gateway, admin, new CrmClient(gateway, null));

    public Account Admin { get; }

    public Account User { get; private set; } = null!;

    public Account Other { get; private set; } = null!;

    public Account Mate { get; private set; } = null!;

    public Account Manager { get; private set; } = null!;

    public Account OtherManager { get; private set; } = null!;

    public Guid Team { get; private set; }

    public Guid OtherTeam { get; private set; }

    private CrmClient Anonymous { get; }

    private Dictionary<string, CrmClient> Keys { get; } = new(StringComparer.Ordinal);

    private CrmClient FullKey { get; set; } = null!;

    public static async Task<AccessCallers> StartAsync(string gateway, Account admin)
    {
        var callers = new AccessCallers(gateway, admin);
        callers.Team = await callers.TeamAsync("A");
        callers.OtherTeam = await callers.TeamAsync("B");
        callers.User = await callers.MemberAsync(callers.Team);
        callers.Mate = await callers.MemberAsync(callers.Team);
        callers.Manager = await callers.MemberAsync(callers.Team, "ROLE_MANAGER");
        callers.Other = await callers.MemberAsync(callers.OtherTeam);
        callers.OtherManager = await callers.MemberAsync(callers.OtherTeam, "ROLE_MANAGER");
        callers.FullKey = await callers.KeyAsync(Scopes);
        foreach (var scope in Scopes)
            callers.Keys.Add(scope, await callers.KeyAsync(scope));
        return callers;
    }

    /// <summary>The client of a caller of a row.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="row">The row; it decides which scope a key lacks.</param>
    /// <param name="user">Whoever stands for the user, where the object is a user of its own.</param>
    public CrmClient Client(string name, AccessRow row, Account user) => name switch
    {
        "anonymous" => Anonymous,
        "user" => user.Client,
        "mate" => Mate.Client,
        "other" => Other.Client,
        "manager" => Manager.Client,
        "otherManager" => OtherManager.Client,
        "admin" => Admin.Client,
        "key" => FullKey,
        _ => Keys[Array.Find(Scopes, scope => scope != row.Scope)!],
    };

    public async Task<Account> NewAsync()
    {
        var account = Account.New(_gateway);
        await account.RegisterAsync();
        await account.LogInAsync();
        return account;
    }

    public async Task<Account> MemberAsync(Guid team, string? role = null)
    {
        var account = Account.New(_gateway);
        await account.RegisterAsync();
        await OkAsync(Admin.Client.SendAsync(HttpMethod.Put, $"/api/teams/{team}/members/{account.Id}", null));
        if (role is not null)
            await OkAsync(Admin.Client.SendAsync(HttpMethod.Post, $"/api/users/{account.Id}/roles", $$"""{"role":"{{role}}"}"""));
        await account.LogInAsync();
        return account;
    }

    public async Task<Guid> TeamAsync(string name) => (await OkAsync(Admin.Client.SendAsync(HttpMethod.Post, "/api/teams", $$"""{"name":"{{name}}"}"""))).Id;

    public static async Task<Answer> OkAsync(Task<Answer> request)
    {
        var answer = await request;
        answer.IsAccepted.ShouldBeTrue(answer.ToString());
        return answer;
    }

    private async Task<CrmClient> KeyAsync(params string[] scopes)
    {
        var made = await OkAsync(User.Client.SendAsync(
            HttpMethod.Post, "/api/auth/keys", $$"""{"name":"table","scopes":[{{string.Join(',', scopes.Select(static s => $"\"{s}\""))}}]}"""));
        return new CrmClient(_gateway, made.Json.GetProperty("key").GetString());
    }
}
