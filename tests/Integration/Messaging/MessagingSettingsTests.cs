using Crm.Actors.Contracts.Feed;
using Crm.Actors.Grains.Consumers;
using Crm.Actors.Persistence.Configuration;
using Crm.Actors.Silo.Hosting;
using Crm.Actors.Silo.Messaging;
using Crm.Actors.Streaming.RabbitMq;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Streams;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Messaging;

public sealed class MessagingSettingsTests
{
    [Fact]
    public void Read_NothingSet_IsMemoryAndTheDefaults()
    {
        var settings = Read();
        settings.Broker.ShouldBeNull();
        (settings.EventsExchange, settings.TasksExchange, settings.Queues).ShouldBe(("crm.events", "tasks.events", 8));
    }

    [Fact]
    public void Configure_Always_TelegramHasItsQueue()
    {
        var options = new RabbitMqStreamOptions();
        Read(("CRM_EVENTS_EXCHANGE", "of.events")).Configure(options, new Uri("amqp://broker"));
        options.WorkQueues.ShouldBe([new("notifications.telegram", "of.events", "notification.telegram"), new("telegram.updates")]);
    }

    [Theory]
    [InlineData("amqp://broker", "amqp://broker")]
    [InlineData("amqp://crm:hunter2@broker.example:5673/crm", "amqp://broker.example:5673/crm")]
    [InlineData("amqps://crm:hunter2%40%3A@[::1]:5671/%2F", "amqps://[::1]:5671/%2F")]
    [InlineData("AMQP://crm:hunter2@127.0.0.1/", "amqp://127.0.0.1")]
    public void Read_BrokerUrl_IsTakenAndShownWithoutThePassword(string url, string shown)
    {
        var settings = Read(("RABBITMQ_URL", url));
        BrokerUrl.Shown(settings.Broker!).ShouldBe(shown);
        settings.ToString().ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("http://u:hunter2@h", "it does not start with amqp:// or amqps://")]
    [InlineData("hunter2", "it does not start with amqp:// or amqps://")]
    [InlineData("amqp://", "the host is missing")]
    [InlineData("amqp://u:hunter2@", "it is not a URI (amqp://user:password@host:port/virtual-host)")]
    [InlineData("amqp://u:hunter2@/crm", "it is not a URI (amqp://user:password@host:port/virtual-host)")]
    [InlineData("amqp://u:hunter2@h:99999", "it is not a URI (amqp://user:password@host:port/virtual-host)")]
    [InlineData("amqp://u:hunter2@h:0", "the port is not a number from 1 to 65535")]
    [InlineData("amqp://u:hunter2#@h", "it has a '#' or '?'; write %23 or %3F for one in a user name or password")]
    [InlineData("amqp://u:hunter2@h/v?heartbeat=1", "it has a '#' or '?'; write %23 or %3F for one in a user name or password")]
    [InlineData("amqp://u:hunter2:x@h", "the password has a ':'; write %3A for one")]
    [InlineData("amqp://u:hunter2@h/a/b", "the virtual host has a '/'; write %2F for one")]
    public void Read_UnusableBrokerUrl_NamesTheVariableAndHidesThePassword(string url, string problem)
    {
        var refused = Should.Throw<ConfigurationException>(() => Read(("RABBITMQ_URL", url)));
        refused.Message.ShouldBe($"RABBITMQ_URL is not a usable broker URL: {problem}");
        refused.ToString().ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("CRM_STREAM_QUEUES", "0", "is not a whole number from 1 to 64")]
    [InlineData("CRM_STREAM_QUEUES", "65", "is not a whole number from 1 to 64")]
    [InlineData("CRM_EVENTS_EXCHANGE", "amq.topic", "begins with amq., which is reserved for the broker")]
    [InlineData("CRM_TASKS_EXCHANGE", "a\nb", "is not an exchange name of up to 255 bytes")]
    public void Read_UnusableValue_NamesTheVariable(string name, string value, string problem) =>
        Should.Throw<ConfigurationException>(() => Read((name, value))).Message.ShouldBe($"{name} {problem}");

    [Theory]
    [InlineData("amqp://u:hunter2@h", "CloudEventFormat", "BrokerDeadLetters")]
    [InlineData(null, null, null)]
    public void AddMessaging_UrlDecides_WhereEventsAndDeadLettersGo(string? url, string? format, string? deadLetters)
    {
        var settings = SiloSettings.Read(new EnvironmentVariables(name => name switch
        {
            "CRM_DATABASE_URL" or "CRM_READER_DATABASE_URL" or "ORLEANS_DATABASE_URL" => "postgresql://u:p@h/d",
            "RABBITMQ_URL" => url,
            _ => null,
        }));
        var builder = Host.CreateApplicationBuilder();
        builder.AddOrleansSilo(settings);
        builder.AddMessaging(settings);
        using var host = builder.Build();
        (host.Services.GetKeyedService<IRabbitMqMessageFormat>(EventStreams.Provider)?.GetType().Name).ShouldBe(format);
        (host.Services.GetService<IDeadLetters>()?.GetType().Name).ShouldBe(deadLetters);
        host.Services.GetRequiredKeyedService<IStreamProvider>(EventStreams.Provider).ShouldNotBeNull();
    }

    private static MessagingSettings Read(params (string Name, string Value)[] set) =>
        MessagingSettings.Read(new EnvironmentVariables(name => Array.Find(set, one => one.Name == name).Value));
}
