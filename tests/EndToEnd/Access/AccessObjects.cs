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
        var (id, part) = owner is null ? (Nothing(), Nothing()) : await MakeAsync(row.Object, owner);
        if (!hasPart)
            part = Nothing();
        var path = Put(
            row.Route,
            ("{id}", id),
            ("{sessionId}", part),
            ("{entryId}", part),
            ("{noteId}", part),
            ("{role}", hasPart ? "ROLE_USER" : "ROLE_OF_NOBODY"),
            ("{userId}", hasPart ? $"{callers.Guest.Id}" : Nothing()));
        var request = new HttpRequestMessage(HttpMethod.Parse(row.Method), path + row.Query);
        if (row.Body is { } body)
        {
            var deal = owner is null || !body.Contains("{deal}", StringComparison.Ordinal) ? Nothing() : $"{await DealAsync(AccessObject.Deal, owner)}";
            var payment = owner is null || !body.Contains("{payment}", StringComparison.Ordinal) ? Nothing() : $"{await PaymentAsync(owner)}";
            var content = Put(body, ("{n}", $"{Next()}"), ("{code}", owner is null ? "22222222" : id), ("{deal}", deal), ("{payment}", payment));
            request.Content = new StringContent(content, null, "application/json");
        }

        return request;
    }

    private async Task<(string Id, string Part)> MakeAsync(AccessObject kind, Account owner) => kind switch
    {
        AccessObject.Session => ($"{owner.Id}", await SessionAsync(owner)),
        AccessObject.Note => await NoteAsync(owner),
        AccessObject.Income => await EntryAsync(owner, "incomes"),
        AccessObject.Expense => await EntryAsync(owner, "expenses"),
        _ => (await MakeWholeAsync(kind, owner), ""),
    };

    private async Task<string> MakeWholeAsync(AccessObject kind, Account owner) => kind switch
    {
        AccessObject.None => "00000000-0000-7000-8000-0000000000d1",
        AccessObject.User => $"{owner.Id}",
        AccessObject.Team => $"{(owner == callers.Other ? callers.OtherTeam : callers.Team)}",
        AccessObject.Pipeline => $"{(await PostAsync(callers.Admin, "/api/v1/pipelines", """{"name":"cell","stages":[{"slug":"first"}]}""")).GetProperty("id").GetGuid()}",
        AccessObject.ApiKey => $"{(await PostAsync(owner, "/api/auth/keys", """{"name":"cell","scopes":["deals:read"]}""")).GetProperty("id").GetGuid()}",
        AccessObject.Payment => $"{await PaymentAsync(owner)}",
        AccessObject.Task => $"{await TaskAsync(owner)}",
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

    private async Task<(string Deal, string Note)> NoteAsync(Account owner)
    {
        var deal = await DealAsync(AccessObject.Deal, owner);
        var note = await PostAsync(owner, $"/api/v1/deals/{deal}/notes", """{"text":"A note"}""");
        return ($"{deal}", note.GetProperty("id").GetString()!);
    }

    private async Task<Guid> PaymentAsync(Account owner)
    {
        var deal = await DealAsync(AccessObject.Deal, owner);
        return (await PostAsync(owner, $"/api/v1/deals/{deal}/payments", """{"title":"A payment","plannedAmount":"10.00","currency":"EUR"}""")).GetProperty("id").GetGuid();
    }

    private async Task<Guid> TaskAsync(Account owner)
    {
        var deal = await DealAsync(AccessObject.Deal, owner);
        return (await PostAsync(owner, "/api/v1/tasks", $$"""{"title":"A task","dealId":"{{deal}}"}""")).GetProperty("id").GetGuid();
    }

    private async Task<(string Payment, string Entry)> EntryAsync(Account owner, string kind)
    {
        var payment = await PaymentAsync(owner);
        var entry = await PostAsync(owner, $"/api/v1/payments/{payment}/{kind}", """{"date":"2026-03-01","amount":"1.00"}""");
        return ($"{payment}", entry.GetProperty("id").GetString()!);
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
