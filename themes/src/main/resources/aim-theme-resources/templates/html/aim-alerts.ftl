<#import "template.ftl" as layout>
<@layout.emailLayout>
<p>${msg("aimAlertsGreeting", alerts?size, realmName)}</p>
<table>
  <tr><th></th><th>${msg("aimAlertSeverity")}</th><th>${msg("aimAlertCount")}</th><th>${msg("aimAlertLastSeen")}</th><th>${msg("aimAlertId")}</th></tr>
<#list alerts as alert>
  <tr><td>${msg("aimAlertSubject_" + alert.type, alert.subject)}</td><td>${msg("aimAlertSeverity_" + alert.severity)}</td><td>${alert.count}</td><td>${alert.lastSeenAt}</td><td>${alert.id}</td></tr>
</#list>
</table>
<p>${msg("aimAlertReason")}</p>
</@layout.emailLayout>
