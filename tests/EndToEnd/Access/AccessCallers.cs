using Crm.Actors.EndToEndTests.Auth;
using Crm.Actors.TestKit.Running;
using Shouldly;

namespace Crm.Actors.EndToEndTests.Access;

/// <summary>
/// The callers of the table. <c>user</c>, <c>mate</c> and <c>manager</c> are of one team, <c>other</c> and <c>otherManager</c> of another. <c>key</c> is the
/// user's with all scopes that users can give, <c>adminKey</c> the administrator's with all that there are, and <c>keyWithout</c> that one but for the scope
/// that the route asks for: what it is refused, it is refused for the scope alone.
/// </summary>
public sealed class AccessCallers
{
    public static readonly string[] Names = ["anonymous", "user", "mate", "other", "manager", "otherManager", "admin", "key", "adminKey", "keyWithout"];

    private static readonly string[] OfUsers = ["deals:read", "deals:write", "streams:read", "users:read"];
    private static readonly string[] Scopes = [.. OfUsers, "admin", "telegram:confirm"];

    private readonly string _gateway;

    private AccessCallers(string gateway, Account admin) => (_gateway, Admin, Anonymous) = (gateway, admin, new CrmClient(gateway, null));

    public Account Admin { get; }

    public Account User { get; private set; } = null!;

    public Account Other { get; private set; } = null!;

    public Account Mate { get; private set; } = null!;

    public Account Manager { get; private set; } = null!;

    public Account OtherManager { get; private set; } = null!;

    /// <summary>Whoever joins teams and leaves them; asks for nothing.</summary>
    public Account Guest { get; private set; } = null!;

    public Guid Team { get; private set; }

    public Guid OtherTeam { get; private set; }

    private CrmClient Anonymous { get; }

    private CrmClient Key { get; set; } = null!;

    private CrmClient AdminKey { get; set; } = null!;

    /// <summary>Keys of the administrator, by the scope that each lacks.</summary>
    private Dictionary<string, CrmClient> KeysWithout { get; } = new(StringComparer.Ordinal);

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
        callers.Guest = await callers.NewAsync();
        callers.Key = await callers.KeyAsync(callers.User, OfUsers);
        callers.AdminKey = await callers.KeyAsync(admin, Scopes);
        foreach (var scope in Scopes)
            callers.KeysWithout.Add(scope, await callers.KeyAsync(admin, Array.FindAll(Scopes, other => other != scope)));
        return callers;
    }

    /// <summary>The client of a caller of a row.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="row">The row; it decides which scope a key lacks.</param>
    /// <param name="user">Whoever stands for the user, where the object is a user of its own.</param>
    /// <param name="other">The same of the other user.</param>
    public CrmClient Client(string name, AccessRow row, Account user, Account other) => name switch
    {
        "anonymous" => Anonymous,
        "user" => user.Client,
        "mate" => Mate.Client,
        "other" => other.Client,
        "manager" => Manager.Client,
        "otherManager" => OtherManager.Client,
        "admin" => Admin.Client,
        "key" => Key,
        "adminKey" => AdminKey,
        _ => row.Scope is null ? AdminKey : KeysWithout[row.Scope],
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

    private async Task<CrmClient> KeyAsync(Account owner, string[] scopes)
    {
        var made = await OkAsync(owner.Client.SendAsync(
            HttpMethod.Post, "/api/auth/keys", $$"""{"name":"table","scopes":[{{string.Join(',', scopes.Select(static s => $"\"{s}\""))}}]}"""));
        return new CrmClient(_gateway, made.Json.GetProperty("key").GetString());
    }
}
