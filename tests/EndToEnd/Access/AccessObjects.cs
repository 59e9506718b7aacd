using Crm.Actors.EndToEndTests.Auth;

namespace Crm.Actors.EndToEndTests.Access;

/// <summary>Makes the object of one cell, and the request for it.</summary>
public sealed class AccessObjects(AccessCallers callers)
{
    private int _made;

    /// <param name="row">The row.</param>
    /// <param name="owner">Whose object it is about; with nobody, its id names nothing.</param>
    /// <param name="hasPart">Whether there is what the second id or the role names.</param>
    public async Task<HttpRequestMessage> RequestAsync(AccessRow row, Account? owner, bool hasPart = true)
    {
        var id = owner is null ? Nothing() : await MakeAsync(row.Object, owner);
        var path = row.Object == AccessObject.Session
            ? Put(row.Route, ("{id}", owner is null ? Nothing() : $"{owner.Id}"), ("{sessionId}", hasPart ? id : Nothing()))
            : Put(row.Route, ("{id}", id), ("{role}", hasPart ? "ROLE_USER" : "ROLE_OF_NOBODY"), ("{userId}", hasPart ? $"{callers.Guest.Id}" : Nothing()));
        var request = new HttpRequestMessage(HttpMethod.Parse(row.Method), path + row.Query);
        if (row.Body is { } body)
            request.Content = new StringContent(Put(body, ("{n}", $"{Next()}"), ("{code}", owner is null ? "22222222" : id)), null, "application/json");
        return request;
    }

    private async Task<string> MakeAsync(AccessObject kind, Account owner) => kind switch
    {
        AccessObject.None => "00000000-0000-7000-8000-0000000000d1",
        AccessObject.User => $"{owner.Id}",
        AccessObject.Team => $"{(owner == callers.Other ? callers.OtherTeam : callers.Team)}",
        AccessObject.ApiKey => $"{(await PostAsync(owner, "/api/auth/keys", """{"name":"cell","scopes":["deals:read"]}""")).GetProperty("id").GetGuid()}",
        AccessObject.Session => await SessionAsync(owner),
        AccessObject.TelegramCode => (await PostAsync(owner, "/api/auth/telegram/code", null)).GetProperty("code").GetString()!,
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
        await AccessCallers.OkAsync(owner.TryLogInAsync());
        var sessions = await AccessCallers.OkAsync(owner.Client.GetAsync($"/api/users/{owner.Id}/sessions"));
        return sessions.Json.GetProperty("items")[0].GetProperty("id").GetString()!;
    }

    private static async Task<System.Text.Json.JsonElement> PostAsync(Account owner, string path, string? json) =>
        (await AccessCallers.OkAsync(owner.Client.SendAsync(HttpMethod.Post, path, json))).Json;

    /// <summary>A number that nobody had.</summary>
    private int Next() => Interlocked.Increment(ref _made);

    private static string Put(string text, params ReadOnlySpan<(string Name, string Value)> values)
    {
        foreach (var (name, value) in values)
            text = text.Replace(name, value, StringComparison.Ordinal);
        return text;
    }

    /// <summary>An id of nothing; those with zeros in front are of what is there from the first start.</summary>
    private string Nothing() => $"0190a000-0000-7000-8000-{Next():x12}";
}
