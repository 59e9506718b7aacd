using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

/// <summary>Lists by pipeline and custom fields, and as they were.</summary>
public sealed class DealListQueryTests(RunningGateway gateway) : IClassFixture<RunningGateway>
{
    private const string Deals = "/api/v1/deals";
    private const string Pipeline = "pipelineId=00000000-0000-7000-8000-0000000000d1";

    private readonly RunningGateway _gateway = gateway.Reset();

    [Fact]
    public async Task List_PipelineAndFields_ArriveInTheQuery()
    {
        var query = await Listed($"{Pipeline}&customFields.area.min=2.5&customFields.note=a%20%26b&customFields.area.max=9&customFields.min=3&customFields.max.max=2026-01-31&sort=-customFields.area,customFields.Note_2");

        query.PipelineId.ShouldBe(DefaultPipeline.Id);
        query.CustomFields.ShouldBe(
            [new FieldCondition("area", null, "2.5", "9"), new FieldCondition("note", "a &b", null, null), new FieldCondition("min", "3", null, null), new FieldCondition("max", null, null, "2026-01-31")]);
        query.Sort.ShouldBe([new DealSort(DealSortField.CustomField, true) { Key = "area" }, new DealSort(DealSortField.CustomField, false) { Key = "Note_2" }]);
    }

    [Fact]
    public async Task List_PipelineAlone_AsksForNoFields()
    {
        var query = await Listed(Pipeline + "&sort=title");

        query.PipelineId.ShouldBe(DefaultPipeline.Id);
        query.CustomFields.ShouldBeEmpty();
        query.Sort.ShouldHaveSingleItem().ShouldBe(new DealSort(DealSortField.Title, false));
    }

    [Theory]
    [InlineData("pipelineId=sales", "pipelineId")]
    [InlineData("customFields.a=1", "pipelineId")]
    [InlineData("customFields.a.max=1", "pipelineId")]
    [InlineData("sort=customFields.a", "pipelineId")]
    [InlineData(Pipeline + "&customFields=1", "customFields")]
    [InlineData(Pipeline + "&customFields.=1", "customFields.")]
    [InlineData(Pipeline + "&customFields.1a=1", "customFields.1a")]
    [InlineData(Pipeline + "&customFields.a-b=1", "customFields.a-b")]
    [InlineData(Pipeline + "&customFields.a.mean=1", "customFields.a.mean")]
    [InlineData(Pipeline + "&customFields.a.min.max=1", "customFields.a.min.max")]
    [InlineData(Pipeline + "&customFields.a=1&customFields.a=2", "customFields.a")]
    [InlineData(Pipeline + "&customFields.a=1&customFields.a.min=2", "customFields.a")]
    [InlineData(Pipeline + "&customFields.a=1&customFields.b=1&customFields.c=1&customFields.d=1&customFields.e=1&customFields.f=1", "customFields.f")]
    [InlineData(Pipeline + "&customFields.a=%FF", "customFields.a")]
    [InlineData(Pipeline + "&sort=customFields.a,-customFields.a", "sort")]
    [InlineData(Pipeline + "&sort=customFields.a.min", "sort")]
    [InlineData(Pipeline + "&sort=customFields", "sort")]
    public async Task List_BadFields_AreNamed(string query, string parameter)
    {
        var response = await _gateway.Send("GET", $"{Deals}?{query}");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var errors = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]!.AsArray();
        errors.Select(static error => (string?)error!["parameter"]).ShouldContain(parameter);
        _gateway.Deal.Calls.ShouldBe(0);
    }

    [Theory]
    [InlineData("2026-03-31T12:00:00Z", "2026-03-31T12:00:00Z")]
    [InlineData("2026-03-31T12:00:00.123456%2B02:00", "2026-03-31T10:00:00.123456Z")]
    public async Task List_AsOf_IsATime(string text, string time)
    {
        var query = await Listed($"asOf={text}");

        query.AsOf.ShouldBe(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture));
        (await Listed("limit=5")).AsOf.ShouldBeNull();
    }

    [Theory]
    [InlineData("7")]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-03-31")]
    [InlineData("2026-03-31T12:00:00")]
    [InlineData("2026-03-31T12:00:00+02:00")]
    public async Task List_AsOfNoTime_IsRefused(string text)
    {
        var response = await _gateway.Send("GET", $"{Deals}?asOf={text}");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]!.AsArray().ShouldHaveSingleItem();
        ((string?)error!["parameter"]).ShouldBe("asOf");
        _gateway.Deal.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task List_FiveFieldsWithRanges_AreTaken()
    {
        var query = await Listed($"{Pipeline}&customFields.a.min=1&customFields.a.max=2&customFields.b=1&customFields.c=1&customFields.d=1&customFields.e=1");

        query.CustomFields.Length.ShouldBe(5);
    }

    private async Task<ListDeals> Listed(string query)
    {
        var response = await _gateway.Send("GET", $"{Deals}?{query}");

        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return _gateway.Deal.Received.ShouldBeOfType<ListDeals>();
    }
}
