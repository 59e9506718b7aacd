using System.Text.Json.Nodes;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

/// <summary>Requests about tasks: passed on as they are, or refused with the place and without asking anybody.</summary>
public sealed class TaskRequestsTests : IClassFixture<RunningGateway>
{
    private const string All = "/api/v1/tasks";
    private const string MergePatch = "application/merge-patch+json";
    private static readonly string One = $"{All}/{FakeTasks.View.Id}";

    private readonly RunningGateway _gateway;

    public TaskRequestsTests(RunningGateway gateway) => _gateway = gateway.Reset();

    [Fact]
    public async Task Create_Body_IsTheCommand()
    {
        var response = await _gateway.Send("POST", All, $$"""
            {"title":"Call","description":"a\nb","priority":"high","assigneeId":"{{FakeDeal.Sample.OwnerId}}","dealId":"{{FakeDeal.Sample.Id}}",
             "dueAt":"2026-03-31T14:00:00+02:00","timeZone":"Europe/Berlin",
             "reminders":[{"at":"2026-03-31T10:00:00Z"},{"minutesBefore":15},{"daysBefore":1,"time":"09:30"}]}
            """);

        ((int)response.StatusCode).ShouldBe(201);
        response.Headers.Location!.ToString().ShouldBe($"{All}/{RunningGateway.NewId}");
        var command = _gateway.Tasks.Last.ShouldBeOfType<CreateTask>();
        (command.Title, command.Description, command.Priority, command.TimeZone).ShouldBe(("Call", "a\nb", TaskPriority.High, "Europe/Berlin"));
        (command.AssigneeId, command.DealId, command.DueAt).ShouldBe((FakeDeal.Sample.OwnerId, FakeDeal.Sample.Id, new DateTimeOffset(2026, 3, 31, 12, 0, 0, TimeSpan.Zero)));
        command.Reminders.AsEnumerable().ShouldBe(
        [
            new ReminderRule { At = new DateTimeOffset(2026, 3, 31, 10, 0, 0, TimeSpan.Zero) },
            new ReminderRule { MinutesBefore = 15 },
            new ReminderRule { DaysBefore = 1, Time = new TimeOnly(9, 30) },
        ]);
    }

    [Fact]
    public async Task Create_RepeatedWithItsKey_NamesTheSameTask()
    {
        const string Body = """{"title":"Call"}""";
        await _gateway.Send("POST", All, Body, headers: ("Idempotency-Key", "k"));
        var first = _gateway.Tasks.Key;
        await _gateway.Send("POST", All, Body, headers: ("Idempotency-Key", "k"));
        _gateway.Tasks.Key.ShouldBe(first);
        await _gateway.Send("POST", All, Body, headers: ("Idempotency-Key", "l"));
        _gateway.Tasks.Key.ShouldNotBe(first);
    }

    [Theory]
    [InlineData("{}", false, false, false)]
    [InlineData("""{"dueAt":null}""", true, false, false)]
    [InlineData("""{"dealId":null,"reminders":null}""", false, true, true)]
    public async Task Patch_MergePatch_TellsAbsentFromNull(string body, bool due, bool deal, bool reminders)
    {
        ((int)(await _gateway.Send("PATCH", One, body, MergePatch, ("If-Match", "\"4\""))).StatusCode).ShouldBe(200);

        var command = _gateway.Tasks.Last.ShouldBeOfType<PatchTask>();
        (_gateway.Tasks.Key, command.Context.IfMatch).ShouldBe((FakeTasks.View.Id, 4));
        (command.Title.IsSet, command.DueAt.IsSet, command.DealId.IsSet, command.Reminders.IsSet).ShouldBe((false, due, deal, reminders));
        (command.DueAt.Value, command.DealId.Value, command.Reminders.Value.HasValue).ShouldBe((null, null, false));
    }

    [Theory]
    [InlineData("POST", "", """{"title":1}""", 400, "#/title")]
    [InlineData("POST", "", """{"title":"a","title":"b"}""", 400, "#/title")]
    [InlineData("POST", "", """{"title":"a\u0000"}""", 400, "#/title")]
    [InlineData("POST", "", "{}", 422, "#/title")]
    [InlineData("POST", "", """{"title":null}""", 422, "#/title")]
    [InlineData("POST", "", """{"title":"a","status":"open"}""", 400, "#/status")]
    [InlineData("POST", "", """{"title":"a","priority":"higher"}""", 422, "#/priority")]
    [InlineData("POST", "", """{"title":"a","assigneeId":"x"}""", 400, "#/assigneeId")]
    [InlineData("POST", "", """{"title":"a","dueAt":"tomorrow"}""", 400, "#/dueAt")]
    [InlineData("POST", "", """{"title":"a","dueAt":"2026-03-31T12:00:00"}""", 400, "#/dueAt")]
    [InlineData("POST", "", """{"title":"a","dueAt":"0001-01-01T00:00:00+14:00"}""", 400, "#/dueAt")]
    [InlineData("POST", "", """{"title":"a","reminders":{}}""", 400, "#/reminders")]
    [InlineData("POST", "", """{"title":"a","reminders":[{},7]}""", 400, "#/reminders/1")]
    [InlineData("POST", "", """{"title":"a","reminders":[{"minutesBefore":1.5}]}""", 400, "#/reminders/0/minutesBefore")]
    [InlineData("POST", "", """{"title":"a","reminders":[{"daysBefore":1,"time":"9:30"}]}""", 422, "#/reminders/0/time")]
    [InlineData("POST", "", """{"title":"a","reminders":[{"daysBefore":1,"time":"24:00"}]}""", 422, "#/reminders/0/time")]
    [InlineData("POST", "", """{"title":"a","reminders":[{"at":null,"at":null}]}""", 400, "#/reminders/0/at")]
    [InlineData("PATCH", "/{id}", """{"assigneeId":null}""", 400, "#/assigneeId")]
    [InlineData("PATCH", "/{id}", """{"baseVersion":1}""", 400, "#/baseVersion")]
    [InlineData("POST", "/{id}/status", "{}", 422, "#/status")]
    [InlineData("POST", "/{id}/status", """{"status":"Done"}""", 422, "#/status")]
    [InlineData("POST", "/{id}/status", """{"status":1}""", 400, "#/status")]
    [InlineData("POST", "/{id}/assignee", """{"assigneeId":null}""", 422, "#/assigneeId")]
    public async Task Write_WrongBody_NamesThePlace(string method, string path, string body, int status, string pointer)
    {
        var response = await _gateway.Send(method, All + path.Replace("{id}", $"{FakeTasks.View.Id}", StringComparison.Ordinal), body);

        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, text);
        JsonNode.Parse(text)!["errors"]![0]!["pointer"]!.GetValue<string>().ShouldBe(pointer);
        _gateway.Tasks.Last.ShouldBeNull();
    }

    [Theory]
    [InlineData(99_999_999_999L, int.MaxValue)]
    [InlineData(-99_999_999_999L, -1)]
    public async Task Create_NumberThatDoesNotFit_IsForTheTaskToRefuse(long minutes, int read)
    {
        await _gateway.Send("POST", All, $$"""{"title":"a","reminders":[{"minutesBefore":{{minutes}} }]}""");

        _gateway.Tasks.Last.ShouldBeOfType<CreateTask>().Reminders.ShouldHaveSingleItem().MinutesBefore.ShouldBe(read);
    }

    [Fact]
    public async Task List_Query_IsPassedOn()
    {
        var response = await _gateway.Send("GET", $"{All}?limit=7&cursor=abc&sort=dueAt&status=in_progress&priority=low&dealId={FakeDeal.Sample.Id}&dueFrom=2026-03-01T00:00:00Z&dueBefore=2026-04-01T00:00:00Z");

        ((int)response.StatusCode).ShouldBe(200);
        var list = _gateway.Tasks.Last.ShouldBeOfType<ListTasks>();
        (list.Caller.UserId, list.Limit, list.Cursor, list.Sort).ShouldBe((RunningGateway.User, 7, "abc", TaskSort.DueFirst));
        (list.Status, list.Priority, list.DealId, list.AssigneeId).ShouldBe((TaskWorkStatus.InProgress, TaskPriority.Low, FakeDeal.Sample.Id, null));
        (list.DueFrom, list.DueBefore).ShouldBe((new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?status=Open", "status")]
    [InlineData("?priority=", "priority")]
    [InlineData("?sort=title", "sort")]
    [InlineData("?assigneeId=me", "assigneeId")]
    [InlineData("?dueFrom=2026-03-31", "dueFrom")]
    [InlineData("?dueBefore=9999-12-31T23:59:59Z", "dueBefore")]
    [InlineData("?owner=x", "owner")]
    public async Task List_WrongParameter_IsNamed(string query, string parameter)
    {
        var response = await _gateway.Send("GET", All + query);

        ((int)response.StatusCode).ShouldBe(400);
        (await response.Content.ReadAsStringAsync()).ShouldContain($"\"{parameter}\"");
        _gateway.Tasks.Last.ShouldBeNull();
    }

    [Fact]
    public async Task Get_SomebodyElses_IsNoSuch()
    {
        _gateway.Tasks.Refusal = new Rejection(RejectionCode.NotFound, "There is no such object.");

        ((int)(await _gateway.Send("GET", One)).StatusCode).ShouldBe(404);
        ((int)(await _gateway.Send("GET", $"{All}/nope")).StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task Get_Known_AnswersWireShapeWithTag()
    {
        var response = await _gateway.Send("GET", One);

        response.Headers.ETag!.Tag.ShouldBe("\"4\"");
        var task = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        ((string?)task["status"], (string?)task["priority"], (string?)task["reminders"]![0]!["time"]).ShouldBe(("in_progress", "urgent", "06:06"));
        ((int)(await _gateway.Send("GET", One, headers: ("If-None-Match", "\"4\""))).StatusCode).ShouldBe(304);
    }
}
