using Crm.Actors.EndToEndTests.Auth;

namespace Crm.Actors.EndToEndTests.Access;

/// <summary>Makes the object of one cell.</summary>
public sealed class AccessObjects(AccessCallers callers)
{
    private int _made;

    /// <summary>A number that nobody had.</summary>
    public int Next() => Interlocked.Increment(ref _made);

    /// <summary>The path of a route with an object of the owner in it; with nobody, the id names nothing.</summary>
    public async Task<string> PathAsync(AccessRow row, Account? owner)
    {
        var path = row.Route;
        if (row.Object == AccessObject.None)
            return path.Replace("{id}", "00000000-0000-7000-8000-0000000000d1", StringComparison.Ordinal);
        var id = owner is null ? Nothing() : await MakeAsync(row.Object, owner);
        path = row.Object == AccessObject.Session
            ? path.Replace("{id}", owner is null ? Nothing() : $"{owner.Id}", StringComparison.Ordinal).Replace("{sessionId}", id, StringComparison.Ordinal)
            : path.Replace("{id}", id, StringComparison.Ordinal);
        return path.Replace("{role}", "ROLE_USER", StringComparison.Ordinal).Replace("{userId}", $"{callers.Mate.Id}", StringComparison.Ordinal);
    }

    private async Task<string> MakeAsync(AccessObject kind, Account owner) => kind switch
    {
        AccessObject.User => $"{owner.Id}",
        AccessObject.Team => $"{(owner == callers.Other ? callers.OtherTeam : callers.Team)}",
        AccessObject.ApiKey => $"{(await PostAsync(owner, "/api/auth/keys", """{"name":"cell","scopes":["deals:read"]}""")).GetProperty("id").GetGuid()}",
        AccessObject.Session => await SessionAsync(owner),
        _ => $"{await DealAsync(kind, owner)}",
    };

    private async Task<Guid> DealAsync(AccessObject kind, Account owner)
    {
        var deal = (await PostAsync(owner, "/api/v1/deals", $$"""{"title":"Deal {{Next()}}","amount":"10.00","currency":"EUR"}""")).GetProperty("id").GetGuid();
        if (kind == AccessObject.WonDeal)
            await PostAsync(owner, $"/api/v1/deals/{deal}/win", null);
        else if (kind == AccessObject.ArchivedDeal)
            await PostAsync(owner, $"/api/v1/deals/{deal}/archive", null);
        return deal;
    }

    private static async Task<string> SessionAsync(Account owner)
    {
        var sessions = await AccessCallers.OkAsync(owner.Client.GetAsync($"/api/users/{owner.Id}/sessions"));
        return sessions.Json.GetProperty("items")[0].GetProperty("id").GetString()!;
    }

    private static async Task<System.Text.Json.JsonElement> PostAsync(Account owner, string path, string? json) =>
        (await AccessCallers.OkAsync(owner.Client.SendAsync(HttpMethod.Post, path, json))).Json;

    private string Nothing() => $"00000000-0000-7000-8000-{Next():x12}";
}
