using System.Buffers;
using System.Text;
using System.Text.Json;
using Crm.Actors.Contracts.Pipelines.Events;
using Crm.Actors.Grains.Pipelines;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Pipelines;

public sealed class PipelineEventCodecTests
{
    private static readonly PipelineEventCodec Codec = new();

    [Fact]
    public void Read_WhatWasWritten_IsTheSameEvent()
    {
        PipelineEvent[] all =
        [
            new PipelineCreated(GivenPipelines.Id, GivenPipelines.Definition),
            new PipelineUpdated(GivenPipelines.Definition with { Name = "Дах \"2\"", FreeFields = true, CustomFields = [], LostReasons = [] }),
            new PipelineUpdated(GivenPipelines.Definition with { Stages = [.. GivenPipelines.Definition.Stages.Select(static s => s with { Retired = true })] }),
            new PipelineUpdated(GivenPipelines.Definition with { CustomFields = [.. GivenPipelines.Definition.CustomFields.Select(static f => f with { Hidden = true })] }),
        ];
        foreach (var happened in all)
        {
            var (name, version) = Codec.TypeOf(happened);
            Codec.Read(name, version, Encoding.UTF8.GetBytes(Json(happened))).ShouldBe(happened);
        }
    }

    [Fact]
    public void Write_Created_IsTheWireShape() =>
        Json(new PipelineCreated(GivenPipelines.Id, new("Roofs", [new("lead", "Lead") { Probability = 10, RequiredFields = ["client"] }])
        {
            CustomFields = [new("cost", "Cost", Contracts.Pipelines.CustomFieldType.Money) { Currency = "EUR" }],
            LostReasons = ["price"],
        })).ShouldBe(
            """{"id":"0190a000-0000-7000-8000-0000000000d2","pipeline":{"name":"Roofs","stages":[{"slug":"lead","name":"Lead","probability":10,"requiredFields":["client"],"retired":false}],"customFields":[""" +
            """{"key":"cost","name":"Cost","type":"money","currency":"EUR","hidden":false}],"lostReasons":["price"],"freeFields":false}}""");

    [Fact]
    public void Read_UnknownType_IsADefect() =>
        Should.Throw<InvalidOperationException>(() => Codec.Read("pipeline.updated", 2, Encoding.UTF8.GetBytes(Json(new PipelineUpdated(GivenPipelines.Definition)))));

    private static string Json(PipelineEvent happened)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            Codec.Write(happened, writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
