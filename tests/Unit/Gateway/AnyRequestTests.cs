using System.Text.Json.Nodes;
using Crm.Actors.UnitTests.Gateway.Fakes;
using CsCheck;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

/// <summary>Whatever is sent, the answer is never the server's fault, and every refusal is a problem.</summary>
public sealed class AnyRequestTests : IClassFixture<RunningGateway>
{
    private const int Requests = 3_000;

    private static readonly Gen<string> Scrap = Gen.OneOf(
        Gen.OneOf<string>("null", "true", "1", "-1", "1e400", "1.50", "\"\"", "\"x\"", "[]", "{}", "[1]", "\"\\ud800\"", "\"\\u0000\"", "{", "]", "\"", "\"2026-13-01\"", "0.1e-9"),
        Gen.String[Gen.Char[' ', '~'], 0, 8]);

    private static readonly Gen<string> Member = Gen.Select(
        Gen.OneOf<string>("title", "amount", "currency", "tags", "customFields", "ownerId", "stage", "reason", "baseVersion", "expectedCloseDate", "ids", "all", "email", "password", "displayName", "refreshToken", "role", "name", "currentPassword", "newPassword", "types", "channels", "timeZone", "quietFrom", "digestAt", "digestChannels", "dueAt", "reminders", "status", "priority", "assigneeId", "dealId", "description", "x", "\\u0074itle", ""), Scrap)
        .Select((name, value) => $"\"{name}\":{value}");

    private static readonly Gen<string> Body = Gen.OneOf(Scrap, Member.Array[0, 5].Select(members => $"{{{string.Join(',', members)}}}"));

    private static readonly Gen<string> Path = Gen.Select(
        Gen.OneOf<string>("/api/v1/deals", "/api/v1/deals/", "/api/v1/deals/0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d4e", "/api/v1/deals/x", "/api/v1/pipelines/00000000-0000-7000-8000-0000000000d1", "/api/v1/dead-letters", "/api/v1/tasks", "/api/v1/tasks/0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d51", "/api/v1/notifications", "/api/v1/notifications/0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d4e", "/api/v1", "/api/auth", "/api/users", "/api/users/0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d4e", "/api/roles", "/health/live", "/openapi/v1.json"),
        Gen.OneOf<string>("", "/stage", "/win", "/lose", "/owner", "/history", "/diff", "/undo", "/summary", "/replay", "/drop", "/preferences", "/status", "/assignee", "/read", "/read-all", "/register", "/token", "/refresh", "/logout", "/me", "/roles", "/roles/ROLE_X", "/sessions", "/sessions/x", "/disable", "/enable", "/password", "/nope", "//"),
        Gen.OneOf<string>("", "?", "?limit=1", "?limit=-1", "?dueFrom=2026-13-01T00:00:00Z&status=x", "?q=%FF%00", "?sort=%2D", "?&&=", "?=1", "?cursor=%F0%9F", "?%00=1", "?limit=1&limit=1"))
        .Select((root, rest, query) => root + rest + query);

    private readonly RunningGateway _gateway;

    public AnyRequestTests(RunningGateway gateway) => _gateway = gateway.Reset();

    [Fact]
    public Task Any_Generated_IsNeverAServerError() =>
        Gen.Select(
            Gen.OneOf<string>("GET", "POST", "PATCH", "PUT", "DELETE"),
            Path,
            Body,
            Gen.OneOf<string>("application/json", "application/merge-patch+json", "text/plain"),
            Gen.OneOf<string>("", "\"7\"", "*", "7", "W/\"1\"", "\"", ",", "\"\"", "\"-1\""))
            .SampleAsync(
                async (method, path, body, type, tag) =>
                {
                    var headers = tag.Length == 0 ? Array.Empty<(string, string)>() : [("If-Match", tag), ("Idempotency-Key", tag)];
                    var response = await _gateway.Send(method, path, method == "GET" ? null : body, type, headers);
                    var status = (int)response.StatusCode;
                    status.ShouldBeLessThan(500, $"{method} {path} {type} {tag} {body}");
                    if (status < 400) return;
                    response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json", $"{method} {path}");
                    ((int)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["status"]!).ShouldBe(status);
                },
                iter: Requests,
                threads: 4);
}
